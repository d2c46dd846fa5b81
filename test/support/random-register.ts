import { HOUSEHOLD_CLASSES } from '../../src/households/household-class.ts'
import { addDays } from '../../src/kernel/plain-date.ts'
import type { SqlSession } from '../../src/kernel/sql.ts'
import type { ModelArea, ModelCode, ModelPerson } from './counted-register.ts'
import fc from './fast-check.ts'
import { RegisterRows } from './register-rows.ts'

/** The day on which districts end and two communes become one. */
export const REFORM = '2020-07-01'

export const MAP: readonly ModelArea[] = [
  { code: 'VN', level: 'COUNTRY', parents: [] },
  { code: '01', level: 'PROVINCE', parents: [{ code: 'VN' }] },
  { code: '02', level: 'PROVINCE', parents: [{ code: 'VN' }] },
  { code: '001', level: 'DISTRICT', until: REFORM, parents: [{ code: '01', until: REFORM }] },
  {
    code: '00001',
    level: 'COMMUNE',
    until: REFORM,
    parents: [{ code: '001', until: REFORM }],
    into: { code: '00004', on: REFORM },
  },
  {
    code: '00002',
    level: 'COMMUNE',
    until: REFORM,
    parents: [{ code: '001', until: REFORM }],
    into: { code: '00004', on: REFORM },
  },
  {
    code: '00003',
    level: 'COMMUNE',
    parents: [
      { code: '001', until: REFORM },
      { code: '01', from: REFORM },
    ],
  },
  { code: '00004', level: 'COMMUNE', from: REFORM, parents: [{ code: '01', from: REFORM }] },
  { code: '00005', level: 'COMMUNE', parents: [{ code: '02' }] },
  {
    code: '00001.01',
    level: 'HAMLET',
    parents: [
      { code: '00001', until: REFORM },
      { code: '00004', from: REFORM },
    ],
  },
  { code: '00005.01', level: 'HAMLET', parents: [{ code: '00005' }] },
  { code: '00001.01.001', level: 'RESIDENT_GROUP', parents: [{ code: '00001.01' }] },
]
export const CODES: readonly ModelCode[] = [
  ['HN', 3, 1],
  ['GD', 5, 2],
  ['XX', null, 999],
]
const day = fc.integer({ min: 0, max: 1_100 }).map((days) => addDays('2018-06-01', days))
const place = fc.constantFrom('00001', '00001.01', '00001.01.001', '00002', '00003', '00005', '00005.01')
const householdClass = fc.option(fc.constantFrom(...HOUSEHOLD_CLASSES))
const homes = fc
  .uniqueArray(day, { minLength: 1, maxLength: 4 })
  .chain((days) =>
    fc.tuple(
      fc.constant([...days].sort()),
      fc.array(fc.tuple(place, householdClass), { minLength: 4, maxLength: 4 }),
      fc.boolean(),
    ),
  )
  .map(([days, places, stays]) =>
    days.flatMap((from, index) => {
      const [area, classOfHome] = places[index] ?? ['00001', null]
      const until = days[index + 1] ?? (stays ? null : addDays(from, 200))
      return [{ from, until, area, householdClass: classOfHome }]
    }),
  )
const card = fc
  .tuple(
    day,
    fc.option(fc.integer({ min: 1, max: 500 })),
    fc.constantFrom('HN', 'GD', 'XX'),
    fc.constantFrom(undefined, 'GONE', 'DECREASE', 'DIED'),
  )
  .map(([from, days, code, endedBy]) => {
    const until = days === null ? null : addDays(from, days)
    return { from, until, code, endedBy: until === null ? undefined : endedBy }
  })
const birth = fc.oneof(
  fc
    .constantFrom('2016-02-29', '2013-03-01', '2015-01-31', '2003-03-01', '1961-03-02', '1941-01-31')
    .map((birthDate) => ({
      birthDate,
      birthYear: Number(birthDate.slice(0, 4)),
    })),
  fc.integer({ min: 1935, max: 2018 }).map((birthYear) => ({ birthDate: null, birthYear })),
  fc.constant({ birthDate: null, birthYear: null }),
)
/** Somebody with homes one after the other, perhaps with gaps between them, and cards. */
export const randomPerson: fc.Arbitrary<ModelPerson> = fc
  .tuple(fc.option(fc.constantFrom('FEMALE' as const, 'MALE' as const)), birth, homes, fc.array(card, { maxLength: 3 }))
  .map(([sex, born, livesIn, cards]) => ({ sex, ...born, homes: livesIn, cards }))

/** The map of `MAP` in a database, and random persons written into it. */
export class RandomRegister {
  readonly #register: RegisterRows
  readonly #ids = new Map<string, number>()

  constructor(em: SqlSession) {
    this.#register = new RegisterRows(em)
  }

  async writeMap(): Promise<void> {
    this.#ids.set('VN', await this.#register.country())
    for (const { parents, into, ...area } of MAP.filter(({ code }) => code !== 'VN')) {
      this.#ids.set(area.code, await this.#register.area(area))
    }
    for (const { code, parents, into } of MAP) {
      for (const parent of parents) await this.#register.parent(this.id(code), this.id(parent.code), parent)
      if (into) {
        const change = { from: this.id(code), to: this.id(into.code), on: into.on, relation: 'WHOLE' }
        await this.#register.succession(change)
      }
    }
    for (const [code, group, lawOrder] of CODES) await this.#register.participantCode(code, group, lawOrder)
  }

  id(code: string): number {
    return this.#ids.get(code) ?? 0
  }

  /** Puts these persons in the place of everybody and counts them. */
  async write(persons: readonly ModelPerson[]): Promise<void> {
    await this.#register.removePersons()
    for (const { sex, birthDate, birthYear, homes: livesIn, cards } of persons) {
      const id = await this.#register.person({
        sex: sex ?? undefined,
        birthDate: birthDate ?? undefined,
        birthYear: birthYear ?? undefined,
      })
      for (const { from, until, area, householdClass: classOfHome } of livesIn) {
        await this.#register.residence(id, {
          from,
          until: until ?? undefined,
          areaId: this.id(area),
          householdClass: classOfHome ?? undefined,
        })
      }
      for (const [index, { from, until, code, endedBy }] of cards.entries()) {
        await this.#register.card(id, { from, until: until ?? undefined, code, number: String(index), endedBy })
      }
    }
    await this.#register.settle()
  }
}
