import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { createSourceEventStream, type ExecutionResult, getNamedType, graphql, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildHubSchema } from '../../schema/build-schema.ts'
import { createContext, type HubContext } from '../../schema/context.ts'
import { inviteAccount } from '../../src/access/account.store.ts'
import { type Actor, ADMINISTRATOR, ROLES, type Role } from '../../src/access/actor.ts'
import { issueKey } from '../../src/access/key.store.ts'
import { KeyHolders } from '../../src/access/key-holder.store.ts'
import { may, NotAllowed, type Permission, seesSmallCounts } from '../../src/access/may.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { BatchRefused } from '../../src/batches/import-port.ts'
import { NODE_TYPES, type NodeType } from '../../src/kernel/node-id.ts'
import { BadRequest } from '../../src/kernel/page.ts'
import { issueKeyWithSegments } from '../../src/segments/segment-key.store.ts'
import { NOBODY_ERASED } from '../support/nobody-erased.ts'
import { changeable } from './support/changeable.ts'
import { everythingBelow } from './support/everything-below.ts'
import { FIGURE_QUERIES, PLAN_MUTATIONS, person, whose, within } from './support/figure-rules.ts'
import type { Rule } from './support/matrix-rule.ts'
import { neededBy } from './support/needed-arguments.ts'
import { REQUEST_MUTATIONS, REQUEST_QUERIES, seedRequests } from './support/request-rules.ts'
import { SEEDED_DAY } from './support/seeded-register.ts'
import { SEGMENT_MUTATIONS, SEGMENT_NODE, SEGMENT_QUERIES } from './support/segment-rules.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'
import { type SeededCommune, seedTwoCommunes } from './support/two-communes.ts'

/**
 * Every field of the schema as every role, each with a key for one commune, about that commune and about its neighbour. A root
 * field without a rule fails, and so does one below that needs arguments nobody said; any other must give nobody away.
 */

const schema = buildHubSchema()
const NOW = new Date(`${SEEDED_DAY}T05:00:00Z`)
/** Roles, a partner to whom the figures were granted, and an officer who must open persons and has not. */
const HOLDERS = [...ROLES, 'PARTNER with figures', 'DATA_OFFICER with persons closed'] as const
type Holder = (typeof HOLDERS)[number]

let hub: TestHub
let own: SeededCommune
let other: SeededCommune
const actors = new Map<Holder, Actor>()
const spareKeys = new Map<string, string>()
const spareAccounts = new Map<string, string>()
const ISSUER = 'https://id.example.vn'

beforeAll(async () => {
  hub = await startTestHub()
  const { em } = hub.database
  ;[own, other] = await seedTwoCommunes(em)
  for (const holder of HOLDERS) {
    const role = holder.split(' ')[0] as Role
    const segments = role === 'PARTNER' ? [own.segment] : []
    const draft = { role, areaCodes: [own.code], purpose: holder, readsFigures: holder !== role, segments }
    const { key } = await issueKeyWithSegments(ADMINISTRATOR, em, draft, NOW)
    const actor = (await new KeyHolders().holderOf(em, key, NOW)) as Actor
    actors.set(holder, holder.endsWith('closed') ? { ...actor, personsOpenUntil: null } : actor)
  }
  await seedRequests(em, [own, other], NOW)
  for (const { code } of [own, other])
    spareAccounts.set(code, await inviteAccount(ADMINISTRATOR, em, invitation(code, `subject-${code}`), NOW))
  for (const { code } of [own, other])
    spareKeys.set(
      code,
      (await issueKey(ADMINISTRATOR, em, { role: 'ANALYST', areaCodes: [code], purpose: 'x' }, NOW)).id,
    )
})
afterAll(() => hub.close())

const invitation = (code: string, subject: string) =>
  ({ issuer: ISSUER, subject, name: `bi-mat-${subject}`, role: 'ANALYST', areaCodes: [code] }) as const

/** What is written in a transaction that is taken back is seen in it only: `inside` then reads too. */
const contextOf = (holder: Holder, inside?: SqlEntityManager): HubContext => {
  const actor = actors.get(holder) as Actor
  const { database } = hub.database
  return createContext({
    actor,
    ...(inside ? { em: inside, persons: inside, reports: inside, documents: inside } : readerSessions(database, actor)),
    hub: inside ?? database.em(),
    language: 'vi',
    now: NOW,
    today: SEEDED_DAY,
    requestId: 'test',
    imports: hub.hub.imports,
    ...NOBODY_ERASED,
    issuer: ISSUER,
  })
}

const QUERIES: Readonly<Record<string, Rule>> = {
  ...FIGURE_QUERIES,
  households: { needs: 'READ_PERSONS', asked: whose, tells: person },
  persons: { needs: 'READ_PERSONS', asked: whose, tells: person },
  doorList: { needs: 'READ_PERSONS', asked: within, tells: person },
  importBatch: {
    needs: 'IMPORT',
    asked: ({ ids }) => `(id: "${ids.ImportBatch}")`,
    tells: ({ persons }) => persons[5],
    tellsWho: 'READ_PERSONS',
  },
  importBatches: { needs: 'IMPORT', asked: () => '' },
  me: { needs: null, asked: () => '' },
  auditEntries: { needs: 'READ_AUDIT', asked: () => '' },
  ...SEGMENT_QUERIES,
  ...REQUEST_QUERIES,
  keys: { needs: 'MANAGE_KEYS', asked: () => '', tells: ({ code }) => spareKeys.get(code) },
  accounts: { needs: 'MANAGE_KEYS', asked: () => '', tells: ({ code }) => spareAccounts.get(code) },
}

const NODES: Readonly<Record<NodeType, Permission>> = {
  Area: 'READ_FIGURES',
  Target: 'READ_FIGURES',
  Campaign: 'READ_FIGURES',
  SurveyRound: 'READ_FIGURES',
  Household: 'READ_PERSONS',
  Person: 'READ_PERSONS',
  Enrolment: 'READ_PERSONS',
  ImportBatch: 'IMPORT',
  Segment: 'READ_SEGMENTS',
}

const onBatch: Rule = { needs: 'IMPORT', asked: ({ discarded }) => `(id: "${discarded}")` }
const MUTATIONS: Readonly<Record<string, Rule>> = {
  commitBatch: onBatch,
  discardBatch: onBatch,
  withdrawBatch: onBatch,
  recheckBatch: onBatch,
  decideMatch: { needs: 'IMPORT', asked: ({ discarded }) => `(batchId: "${discarded}", sheet: "Sheet1", row: 2)` },
  ...PLAN_MUTATIONS,
  declareFigurePrecedence: {
    needs: 'DECLARE',
    asked: () => '(measure: POPULATION, validFrom: "2017-01-01", origins: [REGISTER])',
  },
  withdrawFigurePrecedence: { needs: 'DECLARE', asked: () => '(measure: POPULATION, validFrom: "2017-01-01")' },
  issueKey: {
    needs: 'MANAGE_KEYS',
    asked: ({ code }) => `(input: { role: ADMINISTRATOR, areaCodes: ["${code}"], purpose: "x" })`,
  },
  inviteAccount: {
    needs: 'MANAGE_KEYS',
    asked: ({ code }) => `(input: { subject: "new", name: "x", role: ADMINISTRATOR, areaCodes: ["${code}"] })`,
  },
  changeAccount: {
    needs: 'MANAGE_KEYS',
    asked: ({ code }) =>
      `(id: "${spareAccounts.get(code)}", input: { name: "x", role: ANALYST, areaCodes: ["${own.code}"] })`,
  },
  endAccount: { needs: 'MANAGE_KEYS', asked: ({ code }) => `(id: "${spareAccounts.get(code)}")` },
  ...SEGMENT_MUTATIONS,
  ...REQUEST_MUTATIONS,
  revokeKey: { needs: 'MANAGE_KEYS', asked: ({ code }) => `(id: "${spareKeys.get(code)}")` },
}

/** About whoever asks and of no commune: `persons-opening.test.ts` asks them. */
const ABOUT_ONESELF = ['openPersons', 'closePersons']

/** What may stand in no answer to this holder, whatever was asked. */
function secrets(holder: Holder): string[] {
  const actor = actors.get(holder) as Actor
  return [
    ...[...other.persons, ...other.figures, ...other.files, spareKeys.get(other.code) ?? ''],
    ...[spareAccounts.get(other.code) ?? '', `subject-${other.code}`],
    ...[
      ...other.persons,
      ...other.figures,
      ...other.files,
      spareKeys.get(other.code) ?? '',
      `${other.segment}-muc-dich`,
    ],
    ...(may(actor, 'READ_PERSONS') ? [] : own.persons),
    ...(may(actor, 'READ_FIGURES') ? [] : [...own.figures, ...own.files]),
  ]
}

interface Answered {
  readonly result: ExecutionResult
  /** At the root, for the role's sake. */
  readonly refused: boolean
  readonly text: string
}

async function answered(holder: Holder, source: string, contextValue = contextOf(holder)): Promise<Answered> {
  const result = await graphql({ schema, source, contextValue })
  const refused = result.errors?.some(
    ({ originalError, path }) => originalError instanceof NotAllowed && path?.length === 1,
  )
  return { result, refused: refused ?? false, text: JSON.stringify(result) }
}

function leaks(holder: Holder, text: string): string[] {
  return secrets(holder).filter((secret) => text.includes(secret))
}

function below(root: 'Query' | 'Mutation' | 'Subscription', field: string, holder: Holder): string {
  const type = schema.getType(root)
  const found = type && 'getFields' in type ? type.getFields()[field] : undefined
  if (!found || !('args' in found)) throw new Error(`no ${root}.${field}`)
  return everythingBelow(schema, getNamedType(found.type), neededBy(actors.get(holder) as Actor, field))
}

test('every root field has a rule', () => {
  const fieldsOf = (root: string): string[] => {
    const type = schema.getType(root)
    return type && 'getFields' in type ? Object.keys(type.getFields()).sort() : []
  }
  expect([...Object.keys(QUERIES), 'node'].sort()).toEqual(fieldsOf('Query'))
  expect([...Object.keys(MUTATIONS), ...ABOUT_ONESELF].sort()).toEqual(fieldsOf('Mutation'))
  expect(fieldsOf('Subscription')).toEqual(['importProgress'])
})

describe.each(HOLDERS)('%s of one commune', (holder) => {
  const allowed = (needs: Permission | null): boolean => needs === null || may(actors.get(holder) as Actor, needs)

  test.each(Object.entries(QUERIES))('Query.%s', async (field, { needs, asked, tells, tellsWho = needs }) => {
    const everything = below('Query', field, holder)
    const mine = await answered(holder, `{ ${field}${asked(own)} ${everything} }`)
    const theirs = await answered(holder, `{ ${field}${asked(other)} ${everything} }`)
    expect([mine.refused, theirs.refused]).toEqual([!allowed(needs), !allowed(needs)])
    for (const { result } of [mine, theirs])
      expect(result.errors?.filter(({ originalError }) => !isRefusal(originalError)) ?? []).toEqual([])
    if (allowed(needs)) expect(mine.text).toContain((allowed(tellsWho) && tells?.(own)) || field)
    expect([leaks(holder, mine.text), leaks(holder, theirs.text)]).toEqual([[], []])
  })

  test.each([
    '{ campaigns { standings(level: COMMUNE) { gained } } }',
    '{ campaigns { commendations { gained } } }',
    '{ campaigns { teams { gained } } }',
    '{ surveyRounds { progress(level: COMMUNE) { households } } }',
  ])('%s only where small counts are told', async (question) => {
    const { result } = await answered(holder, question)
    const reasons = result.errors?.map(({ originalError }) => (originalError as { reason?: string }).reason)
    const seesThem = seesSmallCounts(actors.get(holder) as Actor)
    expect(reasons ?? []).toEqual(seesThem ? [] : [allowed('READ_FIGURES') ? 'withheld-question' : undefined])
  })

  test.each(NODE_TYPES)('Query.node of %s', async (type) => {
    const asked = (place: SeededCommune) =>
      answered(
        holder,
        `{ node(id: "${place.ids[type]}") ${type === 'Segment' ? SEGMENT_NODE : below('Query', 'node', holder)} }`,
      )
    const [mine, theirs] = [await asked(own), await asked(other)]
    expect([mine.refused, theirs.refused]).toEqual([!allowed(NODES[type]), !allowed(NODES[type])])
    if (allowed(NODES[type])) expect(mine.result.data?.node).not.toBeNull()
    if (allowed(NODES[type]) && type !== 'SurveyRound') expect(theirs.result.data?.node).toBeNull()
    expect([leaks(holder, mine.text), leaks(holder, theirs.text)]).toEqual([[], []])
  })

  test.each(Object.entries(MUTATIONS))('Mutation.%s', async (field, { needs, asked }) => {
    const everything = below('Mutation', field, holder)
    const before = await changeable(hub.database.em)
    const theirs = await answered(holder, `mutation { ${field}${asked(other)} ${everything} }`)
    expect(theirs.refused).toBe(!allowed(needs))
    expect(theirs.result.data).toBeNull()
    expect(await changeable(hub.database.em)).toBe(before)
    const em = hub.database.database.em()
    await em.begin()
    const mine = await answered(holder, `mutation { ${field}${asked(own)} ${everything} }`, contextOf(holder, em))
    await em.rollback()
    expect(mine.refused).toBe(!allowed(needs))
    expect(mine.result.errors?.filter(({ originalError }) => !isRefusal(originalError)) ?? []).toEqual([])
    expect([leaks(holder, mine.text), leaks(holder, theirs.text)]).toEqual([[], []])
  })

  test('Subscription.importProgress', async () => {
    const followed = async (place: SeededCommune): Promise<string> => {
      const source = `subscription { importProgress(id: "${place.ids.ImportBatch}") ${below('Subscription', 'importProgress', holder)} }`
      const events = await createSourceEventStream({ schema, document: parse(source), contextValue: contextOf(holder) })
      if (Symbol.asyncIterator in events) return JSON.stringify((await events[Symbol.asyncIterator]().next()).value)
      return events.errors?.[0]?.originalError instanceof NotAllowed ? 'refused' : 'not found'
    }
    const mine = await followed(own)
    expect(mine).toContain(allowed('IMPORT') ? (own.files[0] ?? '') : 'refused')
    expect(await followed(other)).toBe(allowed('IMPORT') ? 'not found' : 'refused')
  })
})

/** What the hub says no with; anything else is a mistake of ours. */
function isRefusal(error: unknown): boolean {
  return [NotAllowed, BadRequest, BatchRefused].some((kind) => error instanceof kind)
}
