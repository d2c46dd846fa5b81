import { ArgsType, Field } from 'type-graphql'
import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { AreaLevelEnum } from '../areas/area.enum.ts'
import { WITHIN } from '../areas/area.input.ts'
import { DateScalar } from '../scalars/date.scalar.ts'

/** Areas of a level on a day. */
@ArgsType()
export class PlacesArgs {
  @Field(() => String, { nullable: true, description: WITHIN })
  within?: string | null

  @Field(() => AreaLevelEnum, {
    nullable: true,
    description: 'The level of the rows; left out, the one below `within` on that day.',
  })
  level?: AreaLevel | null

  @Field(() => DateScalar, { nullable: true, description: 'The day that the numbers are true for; left out, today.' })
  asOf?: PlainDate | null
}

/** Areas of a level on a day, perhaps on the borders of another. */
@ArgsType()
export class PlacesOnBordersArgs extends PlacesArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on whose borders the numbers are given; left out, those of asOf.',
  })
  borders?: PlainDate | null
}
