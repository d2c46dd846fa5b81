import { Field, Float, Int, ObjectType } from 'type-graphql'
import type { DoorVisit as VisitRow } from '../../src/campaigns/door-list.ts'
import type { Premium as PremiumRow } from '../../src/campaigns/premium.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { HouseholdClassEnum } from '../coverage/coverage.enum.ts'
import { Person, personNode } from '../households/person.type.ts'
import { PageInfo } from '../page.type.ts'

@ObjectType({
  simpleResolvers: true,
  description:
    'What somebody without a card owes who joins on the day, in whole đồng: `full` is `support` and `due` together.',
})
export class Premium {
  @Field(() => Int, { description: 'The months paid for.' })
  months: number

  @Field(() => Int, { description: 'Lương cơ sở (mức tham chiếu since 1/7/2025) of the day, đồng a month.' })
  baseSalary: number

  @Field(() => String, { description: 'The decree that sets the base salary.' })
  baseSalaryDocument: string

  @Field(() => String, {
    description:
      'The code the card would have: GD for who joins as a household; HN, CN, GB by the household’s class; TE below 6 years, HS from 6 to 17, who are taken for pupils.',
  })
  participantCode: string

  @Field(() => Int, {
    nullable: true,
    description:
      'The place among the members who pay as a household, those already insured so first; null where the state supports the premium.',
  })
  order: number | null

  @Field(() => Float, {
    description: 'The share of 4.5 % of the base salary owed in that place: 1, 0.7, 0.6, 0.5, 0.4.',
  })
  orderShare: number

  @Field(() => Float, {
    description: 'The share that the national budget pays at least, 0–1; what a province adds is not in it.',
  })
  supportShare: number

  @Field(() => Int, { description: 'The whole premium.' })
  full: number

  @Field(() => Int, { description: 'The national budget’s part.' })
  support: number

  @Field(() => Int, { description: 'What the person pays.' })
  due: number

  @Field(() => String, { description: 'The law or decree by which it is reckoned.' })
  document: string
}

@ObjectType({ simpleResolvers: true, description: 'Somebody without a card behind a door.' })
export class DoorMember {
  @Field(() => Person, { description: 'Who it is.' })
  person: Person

  @Field(() => String, {
    nullable: true,
    description: 'What they are to the head of the household; null when not known.',
  })
  relationToHead: string | null

  @Field(() => Int, { nullable: true, description: 'Completed years on the day; null when birth is not known.' })
  age: number | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'What the household said in its newest survey up to the day: whether they have a card that still holds, from elsewhere perhaps; null when nobody was asked.',
  })
  declaresCard: boolean | null

  @Field(() => Premium, { nullable: true, description: 'What they owe; null before the scale of 2015.' })
  premium: Premium | null
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A door to knock on: a household with members without a card, or a person of whom no household is known.',
})
export class DoorVisit {
  @Field(() => String, { nullable: true, description: 'Chủ hộ; null when not known.' })
  headName: string | null

  @Field(() => String, { nullable: true, description: 'The address as the survey writes it; null when it does not.' })
  address: string | null

  @Field(() => HouseholdClassEnum, { nullable: true, description: 'Diện hộ on the day; null when not known.' })
  householdClass: HouseholdClass | null

  @Field(() => Int, { description: 'Who lives there on the day.' })
  size: number

  @Field(() => Int, { description: 'Those of them with a valid card.' })
  covered: number

  @Field(() => [DoorMember], {
    description: 'Those without one, the head first: the order in which they are taken to pay.',
  })
  members: DoorMember[]

  @Field(() => Int, {
    nullable: true,
    description: 'What all of them owe together, in đồng; null when a premium is not known.',
  })
  due: number | null

  /** The register's keys and the day asked. */
  areaId: number
  householdId: number | null
  askedOn: PlainDate
}

@ObjectType({ simpleResolvers: true, description: 'A door in its place in the list.' })
export class DoorVisitEdge {
  @Field(() => String, { description: 'Marks this place: `after` gives what follows it.' })
  cursor: string

  @Field(() => DoorVisit, { description: 'The door.' })
  node: DoorVisit
}

@ObjectType({ simpleResolvers: true, description: 'A page of the door list.' })
export class DoorVisitConnection {
  @Field(() => [DoorVisitEdge], { description: 'The doors with their cursors.' })
  edges: DoorVisitEdge[]

  @Field(() => [DoorVisit], { description: 'The doors.' })
  nodes: DoorVisit[]

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo: PageInfo

  @Field(() => Int, { description: 'Doors on all pages.' })
  totalCount: number

  @Field(() => Int, { description: 'People without a card behind all of them.' })
  uncovered: number
}

export function visitNode({ members, areaId, householdId, ...row }: VisitRow, day: PlainDate): DoorVisit {
  const { headName, address, householdClass, size, covered, due } = row
  return {
    headName,
    address,
    householdClass,
    size,
    covered,
    due,
    areaId,
    householdId,
    askedOn: day,
    members: members.map(({ person, premium, relationToHead, age, declaresCard }) => ({
      person: personNode(person, day),
      relationToHead,
      age,
      declaresCard,
      premium: premium && premiumNode(premium),
    })),
  }
}

function premiumNode({ baseSalary, orderPercent, supportPercent, ...row }: PremiumRow): Premium {
  return {
    ...row,
    baseSalary: baseSalary.dongPerMonth,
    baseSalaryDocument: baseSalary.document,
    orderShare: orderPercent / 100,
    supportShare: supportPercent / 100,
  }
}
