import { getNamedType, graphql, isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildHubSchema } from '../../schema/build-schema.ts'
import { createContext } from '../../schema/context.ts'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { KeyHolders } from '../../src/access/key-holder.store.ts'
import { NotAllowed } from '../../src/access/may.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { BadRequest } from '../../src/kernel/page.ts'
import { issueKeyWithSegments } from '../../src/segments/segment-key.store.ts'
import { everythingBelow, type NeededArguments } from '../app/support/everything-below.ts'
import { SEEDED_DAY } from '../app/support/seeded-register.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { type SeededCommune, seedTwoCommunes } from '../app/support/two-communes.ts'
import { NOBODY_ERASED } from '../support/nobody-erased.ts'

/** The questions are written from the schema: a field that is added tomorrow is asked tomorrow. */

const schema = buildHubSchema()
const NOW = new Date(`${SEEDED_DAY}T05:00:00Z`)
let hub: TestHub
let own: SeededCommune
let other: SeededCommune
let partner: Actor

beforeAll(async () => {
  hub = await startTestHub()
  const { em } = hub.database
  ;[own, other] = await seedTwoCommunes(em)
  const draft = { role: 'PARTNER', areaCodes: [own.code], purpose: 'x', readsFigures: true } as const
  const { key } = await issueKeyWithSegments(ADMINISTRATOR, em, { ...draft, segments: [own.segment] }, NOW)
  partner = (await new KeyHolders().holderOf(em, key, NOW)) as Actor
})
afterAll(() => hub.close())

async function answered(source: string) {
  const context = { language: 'vi', now: NOW, today: SEEDED_DAY, requestId: 'test', imports: hub.hub.imports } as const
  const { database } = hub.database
  const sessions = { ...readerSessions(database, partner), hub: database.em() }
  return graphql({
    schema,
    source,
    contextValue: createContext({ ...context, ...NOBODY_ERASED, ...sessions, actor: partner, issuer: null }),
  })
}

/** Arguments of fields that cannot be asked without. */
const NEEDED: NeededArguments = {
  'ImportBatch.rows': '(sheet: "Sheet1", rows: [2])',
  'Area.trend': `(from: "2017-09-01", until: "2017-10-01")`,
  'Area.targets': `(from: "2017-01-01", until: "2018-01-01")`,
  'SurveyRound.progress': '(level: COMMUNE)',
}

/** Each field below a type in a question of its own, down to the areas, where all of a field is asked at once. */
function singleFields(typeName: string, above: readonly string[] = []): string[] {
  const type = schema.getType(typeName)
  if (!isObjectType(type)) return []
  return Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type)
    const given = NEEDED[`${typeName}.${field.name}`] ?? ''
    if (!isObjectType(inner)) return [`${field.name}${given}`]
    if (['FigureSource', 'HouseholdClassification', ...above, typeName].includes(inner.name) || typeName === 'Area')
      return [`${field.name}${given} ${everythingBelow(schema, inner, NEEDED)}`]
    return singleFields(inner.name, [...above, typeName]).map((below) => `${field.name}${given} { ${below} }`)
  })
}

test('every field of a segment, each by itself, tells a partner what the segment gives and nothing else', async () => {
  const told: string[] = []
  for (const field of singleFields('Segment')) {
    const mine = await answered(`{ segment(name: "${own.segment}") { ${field} } }`)
    const text = JSON.stringify(mine)
    expect([field, [...own.persons, ...own.figures, ...own.files].filter((secret) => text.includes(secret))]).toEqual([
      field,
      [],
    ])
    for (const { originalError } of mine.errors ?? [])
      expect([NotAllowed, BadRequest].some((refusal) => originalError instanceof refusal)).toBe(true)
    if (mine.errors === undefined) told.push(field)
  }
  expect(told).toContain('households { nodes { members { fullName } } }')
  expect(told.filter((field) => /^households.*(source|coverage|classifications|enrolments)/.test(field))).toEqual([])
})

test('a segment of another partner is none', async () => {
  const fields = 'count households { totalCount }'
  expect(await answered(`{ segment(name: "${other.segment}") { ${fields} } }`)).toEqual({ data: { segment: null } })
  expect(await answered(`{ node(id: "${other.ids.Segment}") { id } }`)).toEqual({ data: { node: null } })
})
