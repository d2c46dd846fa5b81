import { Field, Float, Int, ObjectType } from 'type-graphql'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { TargetMeasure, TargetRow } from '../../src/targets/target.ts'
import { Area } from '../areas/area.type.ts'
import { describedEnum } from '../described-enum.ts'
import { Node } from '../node.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'

export const TargetMeasureEnum = describedEnum<TargetMeasure>('TargetMeasure', 'What a target counts.', {
  COVERAGE_RATE: 'Covered ÷ population, 0–1.',
  STUDENT_COVERAGE_RATE: 'Covered ÷ all pupils and students, 0–1.',
  CARDS_ISSUED: 'Cards to issue in the target’s interval.',
  HOUSEHOLDS_REVIEWED: 'Households to review in the target’s interval.',
})

@ObjectType({
  simpleResolvers: true,
  description: 'What an area’s own sub-areas were assigned, against what it was assigned itself.',
})
export class TargetCascade {
  @Field(() => Int, {
    nullable: true,
    description: 'Persons who must be covered to reach the area’s own target; null when its population is not known.',
  })
  assignedPersons: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'The same, summed over the sub-areas; null when none has a target and a population.',
  })
  sumOfChildrenPersons: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Sum of the sub-areas − the area’s own; negative when too little was assigned; null when either is not known.',
  })
  difference: number | null

  @Field(() => [Area], { description: 'Sub-areas that were assigned nothing.' })
  childrenWithout: Area[]
}

@ObjectType({
  simpleResolvers: true,
  description: 'What was achieved of a target by a day, and what is still missing.',
})
export class TargetProgress {
  @Field(() => DateScalar, { description: 'The day meant: the one asked, or the due day when that is past.' })
  asOf: PlainDate

  @Field(() => Float, {
    nullable: true,
    description:
      'A ratio 0–1, or a count, as the target’s value. CARDS_ISSUED: residents newly insured, or insured again after a gap, since validFrom. Null when not known.',
  })
  achieved: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'achieved ÷ value, 0 or more: so với kế hoạch; null when not known.',
  })
  attainmentRate: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'achieved − value of a rate, in percentage points; null for a count, or when not known.',
  })
  pointsAboveTarget: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'The fewest persons, cards or households still to go; 0 when it is reached, null when not known.',
  })
  missing: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'missing per week until the due day; null when not known, or when no day is left.',
  })
  weeklyPaceNeeded: number | null

  @Field(() => Float, { nullable: true, description: 'The pace of late, per week; null when not known.' })
  weeklyPace: number | null

  @Field(() => DateScalar, { nullable: true, description: 'The day on which weeklyPace reaches it; null if never.' })
  projectedOn: PlainDate | null
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Chỉ tiêu: a rate or a count assigned to an area, due on a day.',
})
export class Target implements Node {
  id: string

  @Field(() => TargetMeasureEnum, { description: 'What it counts.' })
  measure: TargetMeasure

  @Field(() => Float, { description: 'A ratio 0–1, or a count, as the measure says.' })
  value: number

  @Field(() => DateScalar, { description: 'From this day on it is in force.' })
  validFrom: PlainDate

  @Field(() => DateScalar, { description: 'The day it is due, in force on that day still.' })
  dueOn: PlainDate

  @Field(() => String, {
    nullable: true,
    description: 'The decision or plan that assigned it; null when not recorded.',
  })
  document: string | null

  /** The register's keys. */
  targetId: number
  areaId: number
  assignedById: number | null
  /** The day of the row that shows it, for progress without a day of its own; none where it is asked for by itself. */
  shownOn?: PlainDate
}

export function targetNode(row: TargetRow): Target {
  return { ...row, id: encodeNodeId('Target', row.targetId) }
}
