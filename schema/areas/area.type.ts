import { Field, Float, ObjectType } from 'type-graphql'
import type { AreaRow } from '../../src/areas/area.store.ts'
import type { AreaLevel } from '../../src/areas/area-level.ts'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import { Node } from '../node.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'
import {
  AreaLevelEnum,
  type SuccessionRelation,
  SuccessionRelationEnum,
  type WeightBasis,
  WeightBasisEnum,
} from './area.enum.ts'

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A place that data is counted for, with the days on which it existed.',
})
export class Area implements Node {
  id: string

  @Field(() => String, {
    description:
      'Official code (24, 215, 07288); for a hamlet or a residents’ group its commune’s code and numbers (26446.03, 26446.03.012). Codes are reused: only with a day does one name an area.',
  })
  code: string

  @Field(() => String, { description: 'The bare name: Xuân Hưng.' })
  name: string

  @Field(() => String, { description: 'The name with its unit type: Xã Xuân Hưng.' })
  fullName: string

  @Field(() => AreaLevelEnum, { description: 'Its rung of the administrative ladder.' })
  level: AreaLevel

  @Field(() => DateScalar, { nullable: true, description: 'Its first day; null when no day is known.' })
  validFrom: PlainDate | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it was no longer there; null while it stands.',
  })
  validUntil: PlainDate | null

  /** The register's key. */
  areaId: number
  /** The day the question was asked for, moved into the area's life: what nested fields mean when they name no day. */
  askedOn: PlainDate
}

@ObjectType({ simpleResolvers: true, description: 'One area continues another from a day on.' })
export class AreaSuccession {
  @Field(() => Area, { description: 'The area that was, on its last day.' })
  from: Area

  @Field(() => Area, { description: 'The area that continues it, on its first day.' })
  to: Area

  @Field(() => DateScalar, { description: 'The first day of the new borders.' })
  on: PlainDate

  @Field(() => SuccessionRelationEnum, { description: 'Whole, part, land only, or a new name.' })
  relation: SuccessionRelation

  @Field(() => Float, { description: 'The share of the old area’s people that went into the new one, 0–1.' })
  weight: number

  @Field(() => WeightBasisEnum, {
    nullable: true,
    description: 'What `weight` is made of; null where the area was not divided.',
  })
  weightBasis: WeightBasis | null

  @Field(() => String, { nullable: true, description: 'The decision that ordered it; null when not recorded.' })
  document: string | null
}

/** The area as the doors show it. `day` is the day asked, or today; outside the area's life its nearest day counts. */
export function areaNode(row: AreaRow, day: PlainDate): Area {
  return new AreaOfRow(row, dayInLife(row, day))
}

/** Makes its id only for those who ask: a report has thousands of areas, and few read their ids. */
class AreaOfRow implements Area {
  readonly areaId: number
  readonly code: string
  readonly name: string
  readonly fullName: string
  readonly level: AreaLevel
  readonly validFrom: PlainDate | null
  readonly validUntil: PlainDate | null
  readonly askedOn: PlainDate

  constructor(row: AreaRow, askedOn: PlainDate) {
    this.areaId = row.areaId
    this.code = row.code
    this.name = row.name
    this.fullName = row.fullName
    this.level = row.level
    this.validFrom = row.validFrom
    this.validUntil = row.validUntil
    this.askedOn = askedOn
  }

  get id(): string {
    return encodeNodeId('Area', this.areaId)
  }
}

function dayInLife(row: AreaRow, day: PlainDate): PlainDate {
  if (row.validUntil !== null && day >= row.validUntil) return addDays(row.validUntil, -1)
  if (row.validFrom !== null && day < row.validFrom) return row.validFrom
  return day
}
