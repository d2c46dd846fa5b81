import type { HouseholdClass } from '../../households/household-class.ts'
import { addDays, type PlainDate } from '../../kernel/plain-date.ts'
import type { Sex } from '../../population/sex.ts'
import { madeUpNationalId, madeUpSocialInsuranceNumber } from './made-up-numbers.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'
import { makeUpFamilyName, makeUpName } from './vietnamese-names.ts'

/** A hamlet (thôn, ấp, bản) to be filled with people. */
export interface HamletPlan {
  /** As a sheet writes it: `Ấp 2A`. */
  readonly name: string
  readonly residents: number
  /** How many residents' groups (tổ nhân dân) it has; they are numbered from 1 in each hamlet. */
  readonly groups: number
}

export interface CommunePlan {
  readonly seed: number
  readonly hamlets: readonly HamletPlan[]
  /** The day the people are counted: nobody is born later. */
  readonly asOf: PlainDate
  /** The first person's number; give each commune of a larger place its own range. */
  readonly firstPerson: number
}

export interface MadeUpPerson {
  /** Counts on from the plan's `firstPerson`. */
  readonly number: number
  readonly fullName: string
  readonly birthDate: PlainDate
  /** Old people often know the year only; a sheet then gives nothing more. */
  readonly yearOnly: boolean
  readonly sex: Sex
  /** As forms write it: Chủ hộ, Vợ, Chồng, Con … */
  readonly relation: string
  /** Null for children and for the many who had no twelve-digit number yet in 2017. */
  readonly nationalId: string | null
  readonly socialInsuranceNumber: string
}

export interface MadeUpHousehold {
  /** Mã hộ, counted from 1 in the commune. */
  readonly number: number
  readonly hamlet: string
  /** As a sheet writes it: `Tổ 7`. */
  readonly group: string
  readonly householdClass: HouseholdClass
  /** The head comes first. */
  readonly members: readonly MadeUpPerson[]
}

/** Out of a thousand households of one to eight members; the mean is 3.7. */
const SIZES = [70, 145, 215, 300, 155, 75, 27, 13]
const CLASSES: readonly (readonly [HouseholdClass, number])[] = [
  ['POOR', 28],
  ['NEAR_POOR', 41],
  ['MIDDLE_INCOME_FARMING', 62],
  ['OTHER', 869],
]

/**
 * Makes up a commune household by household: exactly as many residents as each hamlet plans, every group lived in, no two
 * people with the same name and birthday. The same plan gives the same people. Nobody in it is a real person, and no
 * number in it was ever given out (see `made-up-numbers.ts`). Holds one commune's names in memory and nothing else.
 */
export function* generateHouseholds(plan: CommunePlan): Generator<MadeUpHousehold> {
  const random = seededRandom(plan.seed)
  const people: PeopleSoFar = { taken: new Set(), next: plan.firstPerson, asOf: plan.asOf, random }
  let number = 0
  for (const hamlet of plan.hamlets) {
    if (hamlet.groups < 1 || hamlet.residents < hamlet.groups)
      throw new RangeError(`${hamlet.name}: fewer residents than groups`)
    let left = hamlet.residents
    let inHamlet = 0
    while (left > 0) {
      const emptyGroups = Math.max(0, hamlet.groups - inHamlet - 1)
      const size = Math.max(1, Math.min(random.weighted(SIZES) + 1, left - emptyGroups))
      number += 1
      yield {
        number,
        hamlet: hamlet.name,
        group: `Tổ ${(inHamlet % hamlet.groups) + 1}`,
        householdClass: CLASSES[random.weighted(CLASSES.map(([, weight]) => weight))]?.[0] ?? 'OTHER',
        members: makeUpHousehold(size, people),
      }
      left -= size
      inHamlet += 1
    }
  }
}

interface PeopleSoFar {
  readonly taken: Set<string>
  next: number
  readonly asOf: PlainDate
  readonly random: SeededRandom
}

interface Role {
  readonly relation: string
  readonly sex: Sex
  readonly age: number
  readonly familyName: string
}

function makeUpHousehold(size: number, people: PeopleSoFar): readonly MadeUpPerson[] {
  return rolesOf(size, people.random).map((role) => makeUpPerson(role, people))
}

function rolesOf(size: number, random: SeededRandom): readonly Role[] {
  const sex: Sex = random.chance(0.68) ? 'MALE' : 'FEMALE'
  const head: Role = {
    relation: 'Chủ hộ',
    sex,
    age: random.whole(size > 2 ? 26 : 22, 79),
    familyName: makeUpFamilyName(random),
  }
  const roles = [head]
  if (size > 1 && random.chance(0.86)) roles.push(spouseOf(head, random))
  if (roles.length < size && size > 4 && head.age < 58 && random.chance(0.45)) roles.push(parentOf(head, random))
  while (roles.length < size) roles.push(descendantOf(head, roles, random))
  return roles
}

function spouseOf(head: Role, random: SeededRandom): Role {
  const younger = head.sex === 'MALE'
  const age = Math.max(19, head.age + (younger ? random.whole(-7, 2) : random.whole(-2, 7)))
  return {
    relation: younger ? 'Vợ' : 'Chồng',
    sex: younger ? 'FEMALE' : 'MALE',
    age,
    familyName: makeUpFamilyName(random),
  }
}

function parentOf(head: Role, random: SeededRandom): Role {
  const mother = random.chance(0.62)
  const familyName = mother ? makeUpFamilyName(random) : head.familyName
  const age = Math.min(99, head.age + random.whole(20, 34))
  return { relation: mother ? 'Mẹ' : 'Bố', sex: mother ? 'FEMALE' : 'MALE', age, familyName }
}

/** A child, or a grandchild once the eldest child is old enough to have one. Children bear the father's name. */
function descendantOf(head: Role, roles: readonly Role[], random: SeededRandom): Role {
  const couple = roles.filter((role) => ['Chủ hộ', 'Vợ', 'Chồng'].includes(role.relation))
  const mother = couple.find((role) => role.sex === 'FEMALE') ?? head
  const father = couple.find((role) => role.sex === 'MALE') ?? head
  const eldest = Math.max(0, ...roles.filter((role) => role.relation === 'Con').map((role) => role.age))
  const sex: Sex = random.chance(0.515) ? 'MALE' : 'FEMALE'
  if (eldest > 23 && random.chance(0.55)) {
    return { relation: 'Cháu', sex, age: random.whole(0, eldest - 20), familyName: father.familyName }
  }
  const age = Math.max(0, Math.min(mother.age - random.whole(19, 36), mother.age - 18))
  return { relation: 'Con', sex, age, familyName: father.familyName }
}

function makeUpPerson(role: Role, people: PeopleSoFar): MadeUpPerson {
  const { random } = people
  const yearOnly = role.age >= 65 && random.chance(0.2)
  const { fullName, birthDate } = unusedNameAndBirthday(role, yearOnly, people)
  const number = people.next
  people.next += 1
  const hasNationalId = role.age >= 14 && random.chance(0.22)
  return {
    number,
    fullName,
    birthDate,
    yearOnly,
    sex: role.sex,
    relation: role.relation,
    nationalId: hasNationalId ? madeUpNationalId(number, birthDate, role.sex) : null,
    socialInsuranceNumber: madeUpSocialInsuranceNumber(number),
  }
}

function unusedNameAndBirthday(
  role: Role,
  yearOnly: boolean,
  people: PeopleSoFar,
): { fullName: string; birthDate: PlainDate } {
  for (;;) {
    const fullName = makeUpName(people.random, role.familyName, role.sex)
    const birthDate = addDays(people.asOf, -(role.age * 365 + Math.floor(role.age / 4) + people.random.whole(0, 364)))
    const key = `${fullName}|${yearOnly ? birthDate.slice(0, 4) : birthDate}|${role.sex}`
    if (people.taken.has(key)) continue
    people.taken.add(key)
    return { fullName, birthDate }
  }
}
