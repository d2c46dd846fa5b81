import { ArgsType, Field, Int } from 'type-graphql'
import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { Basis, CoverageDimension } from '../../src/coverage/coverage-row.ts'
import type { RelativeDay } from '../../src/coverage/question.ts'
import type { Interval } from '../../src/coverage/trend-days.ts'
import { DEFAULT_PAGE, LARGEST_PAGE, type PageRequest } from '../../src/kernel/page.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { AreaLevelEnum } from '../areas/area.enum.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { BasisEnum, CoverageDimensionEnum, IntervalEnum, RelativeDayEnum } from './coverage.enum.ts'
import { CoverageWhere } from './coverage.input.ts'

const WITHIN = 'Code of the area to stay within, as it stands at the end of the days asked; left out, the country.'
const BORDERS =
  'The day on whose borders all numbers are given; `within` and the areas are those of that day. Left out, '
const LEVEL = 'The level of the rows; left out, the one below `within`.'

@ArgsType()
export class FigureDaysArgs {
  @Field(() => String, { description: 'Code of the area, as it stood on any day.' })
  within: string

  @Field(() => Int, { defaultValue: 8, description: 'How many days, 1–100.' })
  last: number
}

@ArgsType()
export class CoverageChangesArgs {
  @Field(() => String, { nullable: true, description: WITHIN })
  within?: string | null

  @Field(() => AreaLevelEnum, { nullable: true, description: LEVEL })
  level?: AreaLevel | null

  @Field(() => DateScalar, { description: 'The first of the two days.' })
  from: PlainDate

  @Field(() => DateScalar, { description: 'The second of the two days, that day included; not before the first.' })
  until: PlainDate

  @Field(() => DateScalar, { nullable: true, description: `${BORDERS}those of \`until\`.` })
  borders?: PlainDate | null
}

@ArgsType()
export class RenewalsArgs {
  @Field(() => String, { nullable: true, description: 'Code of the area to stay within; left out, the country.' })
  within?: string | null

  @Field(() => AreaLevelEnum, { nullable: true, description: LEVEL })
  level?: AreaLevel | null

  @Field(() => DateScalar, { description: 'Cards whose last day lies in [from, until).' })
  from: PlainDate

  @Field(() => DateScalar, { description: 'Cards whose last day lies in [from, until).' })
  until: PlainDate

  @Field(() => DateScalar, { nullable: true, description: 'The day whose residents are counted; left out, today.' })
  asOf?: PlainDate | null

  @Field(() => DateScalar, { nullable: true, description: `${BORDERS}those of asOf.` })
  borders?: PlainDate | null
}

@ArgsType()
export class TrendsArgs {
  @Field(() => String, { nullable: true, description: WITHIN })
  within?: string | null

  @Field(() => AreaLevelEnum, { nullable: true, description: LEVEL })
  level?: AreaLevel | null

  @Field(() => DateScalar, { description: 'The first day of the series.' })
  from: PlainDate

  @Field(() => DateScalar, { description: 'The series ends before this day.' })
  until: PlainDate

  @Field(() => IntervalEnum, { defaultValue: 'MONTH', description: 'The step between two days; at most 400 days.' })
  every: Interval

  @Field(() => DateScalar, {
    nullable: true,
    description: `${BORDERS}each day on its own borders, so that an area has days only while it stood.`,
  })
  borders?: PlainDate | null

  @Field(() => [CoverageDimensionEnum], { nullable: true, description: 'Split the rows by these.' })
  by?: CoverageDimension[] | null

  @Field(() => CoverageWhere, { nullable: true, description: 'Whom to count; left out, everybody.' })
  where?: CoverageWhere | null

  @Field(() => BasisEnum, { nullable: true, description: 'What to count from; left out, as for coverage.' })
  basis?: Basis | null

  @Field(() => DateScalar, { nullable: true, description: 'One day to compare every row with.' })
  compareTo?: PlainDate | null

  @Field(() => RelativeDayEnum, {
    nullable: true,
    description: 'A day to compare each row with that follows from its own.',
  })
  compareWith?: RelativeDay | null
}

/** The same in pages. */
@ArgsType()
export class CoverageTrendsArgs extends TrendsArgs implements PageRequest {
  @Field(() => Int, {
    nullable: true,
    description: `Areas to give, 1–${LARGEST_PAGE}; ${DEFAULT_PAGE} when left out. Areas × days are at most 20,000.`,
  })
  first?: number | null

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before; left out, the first page.' })
  after?: string | null
}
