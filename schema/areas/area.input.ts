import { ArgsType, Field } from 'type-graphql'
import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { PageArgs } from '../page.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { AreaLevelEnum } from './area.enum.ts'

export const WITHIN = 'Code of the area to stay within, as it stood on the day asked; left out, the country.'

@ArgsType()
export class AreasArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: WITHIN })
  within?: string | null

  @Field(() => AreaLevelEnum, { nullable: true, description: 'Only areas of this level; left out, of every level.' })
  level?: AreaLevel | null

  @Field(() => String, {
    nullable: true,
    description: 'Words of the name, with or without diacritics, or the beginning of a code.',
  })
  search?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'The day on which the areas stood; left out, today.' })
  on?: PlainDate | null

  @Field(() => Boolean, { nullable: true, description: 'Only areas whose boundary is known.' })
  withBoundary?: boolean | null
}
