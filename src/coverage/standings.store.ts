import type { Actor } from '../access/actor.ts'
import { seesSmallCounts } from '../access/may.ts'
import { areasByIds } from '../areas/area.store.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { readFactsByMap } from './facts.ts'
import type { Change } from './pace.ts'
import { NUMBERS_AND_PACE, ownUnit, type Question, standsOn, type Unit } from './question.ts'
import { rateOf, standingOf } from './rows.ts'
import { readStudents } from './students.store.ts'

/** How many of how many are covered, and how that changed of late. */
export interface Standing {
  readonly covered: number | null
  readonly whole: number | null
  /** 0–1, rounded with them for readers who may not see persons. */
  readonly rate: number | null
  readonly change: Change | null
}

/** Tells the standing of an area on a day; null when nothing is known or the actor may not see it. */
export type StandingsOn = (areaId: number, day: PlainDate) => Standing | null

/** Reads the standings of areas on days in a fixed number of statements. */
export type ReadStandings = (
  em: SqlSession,
  areaIds: readonly number[],
  days: readonly PlainDate[],
) => Promise<StandingsOn>

const EVERYBODY = { basis: null, by: [], where: {}, compareTo: null, parts: NUMBERS_AND_PACE } as const

/** Of everybody: stated figures where both exist, else the register. */
export function standingsOnDays(actor: Actor): ReadStandings {
  return async (em, areaIds, days) => {
    const units = await unitsOf(actor, em, areaIds)
    const question: Question = { ...EVERYBODY, small: seesSmallCounts(actor) }
    const factsOn = await readFactsByMap(em, [...units.values()], days, question)
    return (areaId, day) => {
      const unit = units.get(areaId)
      const found = unit && standsOn(unit.area, day) ? standingOf({ unit, day }, question, factsOn(day)) : null
      if (found === null) return null
      const { numbers, change } = found
      return { covered: numbers.covered, whole: numbers.population, rate: rateOf(numbers), change }
    }
  }
}

/** The same of pupils and students. */
export function studentsOnDays(actor: Actor): ReadStandings {
  return async (em, areaIds, days) => {
    const units = await unitsOf(actor, em, areaIds)
    const students = await readStudents(actor, em, { units: [...units.values()], days })
    return (areaId, day) => {
      const unit = units.get(areaId)
      const found = unit && standsOn(unit.area, day) ? students(areaId, day) : null
      return (
        found && {
          covered: found.covered,
          whole: found.students,
          rate: ratioOf(found.covered, found.students),
          change: found.change,
        }
      )
    }
  }
}

async function unitsOf(actor: Actor, em: SqlSession, areaIds: readonly number[]): Promise<Map<number, Unit>> {
  return new Map((await areasByIds(actor, em, areaIds)).map((area) => [area.areaId, ownUnit(area)]))
}
