import { addDays } from '../../../src/kernel/plain-date.ts'
import fc from '../../support/fast-check.ts'

/** What may happen to the register of the model: files that are sent and withdrawn. */

const FIRST_DAY = '2017-01-01'
export const day = fc.integer({ min: 0, max: 900 }).map((days) => addDays(FIRST_DAY, days))
const PEOPLE = 7
const COMMUNES = ['26446', '26443', '26299'] as const
const AREAS = ['hung', 'hoa', 'district', 'province'] as const

const member = fc.record({
  person: fc.nat(PEOPLE - 1),
  household: fc.integer({ min: 1, max: 3 }),
  commune: fc.constantFrom(...COMMUNES),
  hamlet: fc.constantFrom('1', '2'),
  class: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 4 }),
})
const card = fc.record({
  person: fc.nat(PEOPLE - 1),
  commune: fc.constantFrom(...COMMUNES),
  code: fc.constantFrom('HN', 'GD', 'TE'),
  from: day,
  days: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 3 }),
})
const change = fc.record({
  person: fc.nat(PEOPLE - 1),
  commune: fc.constantFrom(...COMMUNES),
  change: fc.constantFrom('INCREASE', 'DECREASE', 'CHANGE'),
  code: fc.constantFrom(null, 'HN', 'GD'),
  number: fc.boolean(),
  died: fc.boolean(),
  from: fc.option(day, { freq: 5 }),
  days: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 3 }),
})
/** Sent by an officer of the area itself (`own`), or by the administrator. */
const place = { area: fc.constantFrom(...AREAS), asOf: day, own: fc.boolean() }
export const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('survey' as const),
      ...place,
      members: fc.array(member, { maxLength: 7 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('roll' as const), ...place, cards: fc.array(card, { maxLength: 9 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('changes' as const),
      ...place,
      changes: fc.array(change, { maxLength: 7 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), batch: fc.nat(20) }) },
)
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** Two surveys of one day name another member of the same household each; the first, which made the household, is withdrawn. */
export const TWO_OF_ONE_HOUSEHOLD: Step[] = [surveyOf(0), surveyOf(1), { kind: 'withdraw', batch: 0 }]

/** Who loses a card is nobody yet when the row is read; the next row brings them. The file again then knows of whom it speaks. */
export const LOST_BEFORE_COMING: Step[] = [
  {
    kind: 'changes',
    area: 'hung',
    asOf: '2017-01-01',
    own: false,
    changes: [changeOf('DECREASE', '2017-09-01'), changeOf('INCREASE', null)],
  },
]

/** Somebody of whom a list says both that they have another card and that they died: sent again, it must not give them a home. */
export const DIED_IN_THE_LIST: Step[] = [
  {
    kind: 'roll',
    area: 'hoa',
    asOf: '2017-01-01',
    own: false,
    cards: [{ person: 2, commune: '26443', code: 'TE', from: '2018-02-04', days: 478 }],
  },
  {
    kind: 'changes',
    area: 'province',
    asOf: '2019-05-27',
    own: true,
    changes: [
      {
        person: 2,
        commune: '26299',
        change: 'CHANGE',
        code: 'HN',
        number: true,
        died: false,
        from: '2017-01-01',
        days: 387,
      },
      { person: 2, commune: '26443', change: 'DECREASE', code: null, number: true, died: true, from: null, days: 7 },
    ],
  },
]

function changeOf(change: 'INCREASE' | 'DECREASE', from: string | null) {
  return {
    person: 6,
    commune: '26446',
    change,
    code: null,
    number: from !== null,
    died: false,
    from,
    days: null,
  } as const
}

function surveyOf(person: number): Step {
  const member = { person, household: 1, commune: '26446', hamlet: '1', class: null } as const
  return { kind: 'survey', area: 'hung', asOf: '2017-01-01', own: false, members: [member] }
}
