import { Field, ObjectType } from 'type-graphql'
import type { HouseholdRow } from '../../src/households/household.store.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { HouseholdClassEnum } from '../coverage/coverage.enum.ts'
import { FigureSource } from '../coverage/figure.type.ts'
import { Node } from '../node.type.ts'
import { DateScalar } from '../scalars/date.scalar.ts'

@ObjectType({ simpleResolvers: true, description: 'The dated decision that gives a household its class.' })
export class HouseholdClassification {
  @Field(() => HouseholdClassEnum, { description: 'Diện hộ from `validFrom` on.' })
  householdClass: HouseholdClass

  @Field(() => DateScalar, { description: 'The first day of this class.' })
  validFrom: PlainDate

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it ended; null while it holds.' })
  validUntil: PlainDate | null

  @Field(() => String, {
    nullable: true,
    description: 'The standard that was applied, as the sheet names it; null when it does not.',
  })
  standard: string | null

  @Field(() => FigureSource, { description: 'The file and row that say so.' })
  source: FigureSource

  /** The register's key of the household. */
  householdId: number
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'People who live and eat together.' })
export class Household implements Node {
  id: string

  @Field(() => String, { nullable: true, description: 'Its code in the survey; null when the survey gives none.' })
  code: string | null

  @Field(() => String, { nullable: true, description: 'The address as the survey writes it; null when it does not.' })
  address: string | null

  @Field(() => String, { nullable: true, description: 'Chủ hộ: the reference person; null when not known.' })
  headName: string | null

  /** The register's key. */
  householdId: number
  /** The day the question was asked for: what nested fields mean when they name no day. */
  askedOn: PlainDate
}

/** The household as the doors show it; `day` is the day asked, or today. */
export function householdNode({ householdId, code, address, headName }: HouseholdRow, day: PlainDate): Household {
  return { id: encodeNodeId('Household', householdId), householdId, code, address, headName, askedOn: day }
}
