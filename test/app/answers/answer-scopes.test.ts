import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildHubSchema } from '../../../schema/build-schema.ts'
import { createContext } from '../../../schema/context.ts'
import { FIGURE_TYPES } from '../../../schema/figures-only.ts'
import { type Actor, WHOLE_COUNTRY } from '../../../src/access/actor.ts'
import { AnswerCache } from '../../../src/app/answers/answer-cache.ts'
import { questionKeys } from '../../../src/app/answers/question-key.ts'
import { RegisterMemory } from '../../../src/app/answers/register-memory.ts'
import { createHttpApp } from '../../../src/app/http/app.ts'
import { DoorRefusal } from '../../../src/app/http/door-error.ts'
import { createGraphqlServer } from '../../../src/app/http/graphql-door.ts'
import { type Listening, listen, USUAL_PATIENCE } from '../../../src/app/http/listen.ts'
import { questionGuard } from '../../../src/app/http/question-guard.ts'
import { Rates } from '../../../src/app/http/rates.ts'
import { readerSessions } from '../../../src/app/reader-sessions.ts'
import { hubVersion } from '../../../src/batches/hub-version.store.ts'
import { rows } from '../../../src/kernel/sql.ts'
import { NOBODY_ERASED } from '../../support/nobody-erased.ts'
import { SEEDED_DAY, seedRegister } from '../support/seeded-register.ts'
import { askAt, startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let door: Listening
const schema = buildHubSchema()
const actors = new Map<string, Actor>()

/** The hub's own doors, for people with keys, roles and areas of their own. */
beforeAll(async () => {
  hub = await startTestHub()
  const { database, em } = hub.database
  await seedRegister(em, { communes: 3, households: 2 })
  const [district] = await rows<{ id: number }>(em, `select area_id as id from area where code = '215'`)
  const [commune] = await rows<{ id: number }>(em, `select area_id as id from area where code = '07300'`)
  const within = (id = 0) => ({ kind: 'AREAS' as const, areaIds: [id] })
  for (const [id, role, scope] of [
    ['an', 'ANALYST', WHOLE_COUNTRY],
    ['binh', 'ANALYST', WHOLE_COUNTRY],
    ['cuc', 'ANALYST', within(district?.id)],
    ['dao', 'ANALYST', within(commune?.id)],
    ['em', 'DATA_OFFICER', within(commune?.id)],
    ['phu', 'PARTNER', WHOLE_COUNTRY],
  ] as const) {
    actors.set(id, { id, role, scope })
  }
  actors.set('quy', { id: 'quy', role: 'PARTNER', scope: WHOLE_COUNTRY, readsFigures: true })
  const log = () => {}
  const today = () => SEEDED_DAY
  const { queryLimits, loadLimits, rateLimits } = hub.config
  const rates = new Rates(rateLimits)
  const guard = questionGuard({ schema, limits: queryLimits, introspection: [], rates })
  const graphql = createGraphqlServer({ schema, guard, log })
  await graphql.start()
  const readVersion = async () => Number((await hubVersion(database.em())).version)
  const memory = new RegisterMemory(readVersion)
  const app = createHttpApp({
    accounts: { holderOf: async (key) => actors.get(key) ?? new DoorRefusal('UNAUTHENTICATED', 'key-unknown') },
    signIn: null,
    behindProxy: false,
    contextOf: (asking) => {
      const { em: reader, ...others } = readerSessions(database, asking.actor, asking.leaving)
      return createContext({
        ...asking,
        em: { ...reader, remember: memory.of(asking.actor.scope) },
        ...others,
        hub: database.em(),
        now: new Date(),
        today: today(),
        imports: hub.hub.imports,
        ...NOBODY_ERASED,
      })
    },
    ...{ graphql, today, log, stream: { schema, guard }, queryLimits, loadLimits, rates },
    ...{ corsOrigins: [], documents: null },
    answers: { cache: new AnswerCache(1_000_000, readVersion), keyOf: questionKeys(schema, queryLimits.tokens) },
    imports: { imports: hub.hub.imports, largestFile: 1 },
    pagesDirectory: 'not-built',
    ping: async () => {},
    answerMs: 60_000,
    ...{ questionMs: USUAL_PATIENCE.questionMs, takenMs: USUAL_PATIENCE.takenMs },
  })
  door = await listen(app, { host: '127.0.0.1', port: 0, connections: 10 }, USUAL_PATIENCE)
})
afterAll(async () => {
  await door.close()
  await hub.close()
})

interface Rows {
  readonly coverage: { readonly rows: readonly { readonly area: { readonly code: string } }[] }
}

async function asked(key: string) {
  const query = '{ coverage(within: "215") { rows { area { code } covered } } }'
  const { headers, body } = await askAt<Rows>(door.url, { query }, { authorization: `Bearer ${key}` })
  const codes = body.data?.coverage.rows.map(({ area }) => area.code)
  return [headers.get('cache-status'), codes ?? body.errors?.[0]?.extensions.code]
}

test('an answer goes to who sees the same, and to nobody else', async () => {
  const all = ['07300', '07301', '07302']
  const [miss, hit] = ['baophu; fwd=miss; stored', 'baophu; hit']
  expect(await asked('an')).toEqual([miss, all])
  expect(await asked('binh')).toEqual([hit, all])
  expect(await asked('cuc')).toEqual([miss, all])
  expect(await asked('dao')).toEqual([miss, ['07300']])
  expect(await asked('em')).toEqual([miss, ['07300']])
  expect(await asked('dao')).toEqual([hit, ['07300']])
  expect(await asked('phu')).toEqual([null, 'FORBIDDEN'])
  expect(await asked('nobody')).toEqual([null, undefined])
})

test('a partner without the figures does not get the kept answer of one with them', async () => {
  const answers = [await asked('quy'), await asked('quy'), await asked('phu'), await asked('an')]
  expect(answers.map(([cache]) => cache)).toEqual(['baophu; fwd=miss; stored', 'baophu; hit', null, 'baophu; hit'])
  expect(answers[2]).toEqual([null, 'FORBIDDEN'])
})

test('an analyst does not get the kept answer of an officer of the same area, whose numbers are exact', async () => {
  const query = '{ coverage(within: "07300", level: COMMUNE, basis: REGISTRY) { rows { population asOf } } }'
  const rowsFor = async (key: string) => {
    const { headers, body } = await askAt<{ coverage: { rows: unknown[] } }>(
      door.url,
      { query },
      { authorization: `Bearer ${key}` },
    )
    return [headers.get('cache-status'), body.data?.coverage.rows]
  }
  const stored = 'baophu; fwd=miss; stored'
  expect(await rowsFor('em')).toEqual([stored, [{ population: 4, asOf: SEEDED_DAY }]])
  expect(await rowsFor('dao')).toEqual([stored, [{ population: null, asOf: SEEDED_DAY }]])
})

test('the types whose answers are kept are served, and lead to no person and no import', () => {
  const served = schema.getTypeMap()
  expect([...FIGURE_TYPES].filter((name) => served[name] === undefined)).toEqual([])
  expect(
    [...FIGURE_TYPES].filter((name) => /Person|Household(?!Count)|Enrolment|Import|Batch|Match/.test(name)),
  ).toEqual([])
})
