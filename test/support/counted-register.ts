import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { CoverageCell, CoverageDimension, CoverageWhere } from '../../src/coverage/coverage-row.ts'
import { type ParticipantGroup, participantGroupOf } from '../../src/enrolments/participant-group.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { AgeBand } from '../../src/population/age-band.ts'
import type { Sex } from '../../src/population/sex.ts'

/** A place of the model, with its parents and its whole successor by name. */
export interface ModelArea {
  readonly code: string
  readonly level: AreaLevel
  readonly from?: PlainDate
  readonly until?: PlainDate
  /** Parent by code, from a day until a day. */
  readonly parents: readonly { readonly code: string; readonly from?: PlainDate; readonly until?: PlainDate }[]
  /** The area into which it went over whole. */
  readonly into?: { readonly code: string; readonly on: PlainDate }
}

export interface ModelPerson {
  readonly sex: Sex | null
  readonly birthDate: PlainDate | null
  readonly birthYear: number | null
  readonly homes: readonly ModelHome[]
  readonly cards: readonly ModelCard[]
}

export interface ModelCard {
  readonly from: PlainDate
  readonly until: PlainDate | null
  readonly code: string
  /** What ended it before it would have ended by itself. */
  readonly endedBy?: string
}

export interface ModelHome {
  readonly from: PlainDate
  readonly until: PlainDate | null
  readonly area: string
  readonly householdClass: HouseholdClass | null
}

/** Code, payer group, place in the law's order. */
export type ModelCode = readonly [code: string, group: number | null, lawOrder: number]

export interface ModelCount {
  readonly population: number | null
  readonly covered: number
}

const always = { from: '0001-01-01', until: '9999-12-31' }

export function holds(
  interval: { readonly from?: PlainDate; readonly until?: PlainDate | null },
  day: PlainDate,
): boolean {
  return (interval.from ?? always.from) <= day && day < (interval.until ?? always.until)
}

/**
 * The register as plain lists, and the definition of coverage written down over them once more, person by person and
 * without the hub's code: what the hub's answers are held against.
 */
export class CountedRegister {
  readonly #areas: ReadonlyMap<string, ModelArea>
  readonly #codes: readonly ModelCode[]

  constructor(areas: readonly ModelArea[], codes: readonly ModelCode[]) {
    this.#areas = new Map(areas.map((area) => [area.code, area]))
    this.#codes = codes
  }

  /** Codes of the areas of a level that stand on the day. */
  standing(level: AreaLevel, day: PlainDate): string[] {
    return [...this.#areas.values()].filter((area) => area.level === level && holds(area, day)).map((area) => area.code)
  }

  /** Whether who lives in `place` counts in `area` on the day. */
  liesIn(place: string, area: string, day: PlainDate): boolean {
    const found = this.#areas.get(place)
    if (!found) return false
    if (place === area) return holds(found, day)
    const above = found.parents.filter((parent) => holds(parent, day)).map((parent) => parent.code)
    const next = found.into && found.into.on <= day ? [...above, found.into.code] : above
    return next.some((code) => this.liesIn(code, area, day))
  }

  /** Whether anybody lived in the area on that day or on any day before. */
  isKnown(persons: readonly ModelPerson[], area: string, day: PlainDate): boolean {
    const starts = (home: ModelHome): PlainDate[] => {
      const changes = [...this.#areas.values()].flatMap((place) => [place.from, place.until, place.into?.on])
      const parents = [...this.#areas.values()].flatMap((place) =>
        place.parents.flatMap(({ from, until }) => [from, until]),
      )
      return [home.from, ...[...changes, ...parents].filter((change) => change !== undefined)]
    }
    return persons.some((person) =>
      person.homes.some((home) =>
        starts(home).some((start) => start <= day && holds(home, start) && this.liesIn(home.area, area, start)),
      ),
    )
  }

  /** Residents and covered residents of the area on the day, by the cell they fall into; only cells with somebody in them. */
  count(
    persons: readonly ModelPerson[],
    asked: { area: string; day: PlainDate; by: readonly CoverageDimension[]; where: CoverageWhere },
  ): Map<string, ModelCount> {
    const byCard = [...asked.by, ...Object.keys(asked.where)].some((name) => /participant/i.test(name))
    const counts = new Map<string, ModelCount>()
    for (const person of persons) {
      const home = person.homes.find((candidate) => holds(candidate, asked.day))
      if (!home || !this.liesIn(home.area, asked.area, asked.day)) continue
      const cell = this.#cellOf(person, home, asked.day)
      if (!passes(cell, asked.where) || (byCard && cell.participantCode === null)) continue
      const key = modelKey(cell, asked.by)
      const before = counts.get(key) ?? { population: 0, covered: 0 }
      counts.set(key, {
        population: byCard ? null : (before.population ?? 0) + 1,
        covered: before.covered + (cell.participantCode === null ? 0 : 1),
      })
    }
    return counts
  }

  #cellOf(person: ModelPerson, home: ModelHome, day: PlainDate): CoverageCell {
    const valid = new Set(person.cards.filter((card) => holds(card, day)).map((card) => card.code))
    const [first] = this.#codes.filter(([code]) => valid.has(code)).sort((one, other) => one[2] - other[2])
    return {
      participantCode: first?.[0] ?? null,
      participantGroup: first ? participantGroupOf(first[1]) : null,
      householdClass: home.householdClass,
      sex: person.sex,
      ageBand: bandOf(person, day),
    }
  }
}

/** The asked dimensions of a cell as text. */
export function modelKey(cell: CoverageCell, by: readonly CoverageDimension[]): string {
  return [
    by.includes('PARTICIPANT_CODE') ? cell.participantCode : null,
    by.includes('PARTICIPANT_GROUP') ? cell.participantGroup : null,
    by.includes('HOUSEHOLD_CLASS') ? cell.householdClass : null,
    by.includes('SEX') ? cell.sex : null,
    by.includes('AGE_BAND') ? cell.ageBand : null,
  ].join('|')
}

function passes(cell: CoverageCell, where: CoverageWhere): boolean {
  const lets = <Value>(list: readonly Value[] | null | undefined, value: Value | null) =>
    !list || (value !== null && list.includes(value))
  return (
    lets<string>(where.participantCodes, cell.participantCode) &&
    lets<ParticipantGroup>(where.participantGroups, cell.participantGroup) &&
    lets(where.householdClasses, cell.householdClass) &&
    lets(where.sexes, cell.sex) &&
    lets(where.ageBands, cell.ageBand)
  )
}

function bandOf(person: ModelPerson, day: PlainDate): AgeBand | null {
  if (person.birthDate === null && person.birthYear === null) return null
  const years = Number(day.slice(0, 4)) - (person.birthYear ?? Number(person.birthDate?.slice(0, 4)))
  const birthdayToCome = person.birthDate !== null && day.slice(5) < person.birthDate.slice(5)
  const age = years - (birthdayToCome ? 1 : 0)
  if (age < 6) return 'UNDER_6'
  if (age < 18) return 'FROM_6_TO_17'
  if (age < 60) return 'FROM_18_TO_59'
  return age < 80 ? 'FROM_60_TO_79' : 'FROM_80'
}
