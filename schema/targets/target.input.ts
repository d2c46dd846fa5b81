import { ArgsType, Field } from 'type-graphql'
import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { AreaLevelEnum } from '../areas/area.enum.ts'
import { DateScalar } from '../scalars/date.scalar.ts'

@ArgsType()
export class TargetsArgs {
  @Field(() => String, { description: 'Code of the area to stay within, as it stood on the day asked.' })
  within: string

  @Field(() => AreaLevelEnum, {
    nullable: true,
    description: 'Only targets of areas of this level; left out, of every level.',
  })
  level?: AreaLevel | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the targets are in force; left out, today.',
  })
  on?: PlainDate | null
}

@ArgsType()
export class AreaTargetsArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only targets due on this day or later; left out, from the first.',
  })
  from?: PlainDate | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only targets in force before this day; left out, to the last.',
  })
  until?: PlainDate | null
}
