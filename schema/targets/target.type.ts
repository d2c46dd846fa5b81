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
}

export function targetNode(row: TargetRow): Target {
  return { ...row, id: encodeNodeId('Target', row.targetId) }
}
