import { ArgsType, Field, Float, Int } from 'type-graphql'
import type { FigureOrigin } from '../../src/batches/figure-origin.ts'
import type { FigureMeasure } from '../../src/coverage/reported.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import { FigureMeasureEnum } from './bases.type.ts'
import { FigureOriginEnum } from './figure.type.ts'
import { PlacesOnBordersArgs } from './places.input.ts'

@ArgsType()
export class DisagreementsArgs extends PlacesOnBordersArgs {
  @Field(() => [FigureMeasureEnum], { nullable: true, description: 'Only these numbers; left out, all of them.' })
  measures?: FigureMeasure[] | null

  @Field(() => Float, {
    defaultValue: 0,
    description: 'Differences up to this share of the stated figure are let pass: 0.01 is one per cent.',
  })
  tolerance: number

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Side by side: also what agrees, and what one of the two says nothing of.',
  })
  all: boolean

  @Field(() => Int, { defaultValue: 100, description: 'The most rows, 1–1000.' })
  first: number
}

@ArgsType()
export class CompetingFiguresArgs extends PlacesOnBordersArgs {
  @Field(() => FigureMeasureEnum, { defaultValue: 'POPULATION', description: 'Of which number.' })
  measure: FigureMeasure
}

@ArgsType()
export class DeclarePrecedenceArgs {
  @Field(() => FigureMeasureEnum, { description: 'Of which number.' })
  measure: FigureMeasure

  @Field(() => DateScalar, {
    description: 'Answers for this day and later ones follow it, until the next declaration.',
  })
  validFrom: PlainDate

  @Field(() => [FigureOriginEnum], { description: 'Who counts first, second, …; each once, not all need be named.' })
  origins: FigureOrigin[]

  @Field(() => String, { nullable: true, description: 'The decision that says so.' })
  document?: string | null
}

@ArgsType()
export class WithdrawPrecedenceArgs {
  @Field(() => FigureMeasureEnum, { description: 'Of which number.' })
  measure: FigureMeasure

  @Field(() => DateScalar, { description: 'The day from which it was declared.' })
  validFrom: PlainDate
}
