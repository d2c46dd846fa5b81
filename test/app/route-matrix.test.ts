import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '../../src/access/actor.ts'
import { may, type Permission } from '../../src/access/may.ts'
import { changesAreas, SOURCE_KINDS } from '../../src/batches/source-kind.ts'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'
import { projectText } from '../house/project-files.ts'
import { drawMap, featureOf } from '../support/drawn-map.ts'
import { batchKey, CLAIMING_FILES, figures } from './support/claiming-files.ts'
import { SEEDED_DAY } from './support/seeded-register.ts'
import { askAt, startTestHub, TEST_KEY, type TestHub } from './support/test-hub.ts'
import { type SeededCommune, seedTwoCommunes } from './support/two-communes.ts'

/** Every route as every role over HTTP, with a key for one commune, about that commune and about its neighbour. */

let hub: TestHub
let own: SeededCommune
let other: SeededCommune
/** A file of each commune that its province sent. */
const sent = new Map<string, string>()
const keys = new Map<Role, { readonly id: string; readonly key: string }>()

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date(`${SEEDED_DAY}T05:00:00Z`) })
  ;[own, other] = await seedTwoCommunes(hub.database.em)
  for (const role of ROLES) {
    const segments = role === 'PARTNER' ? [own.segment] : []
    const input = { role, areaCodes: [own.code], purpose: role, segments }
    const { body } = await hub.ask<{ issueKey: { id: string; key: string } }>(
      'mutation($input: IssueKeyInput!) { issueKey(input: $input) { id key } }',
      { input },
    )
    if (body.data) keys.set(role, body.data.issueKey)
  }
  for (const { code } of [own, other]) {
    const answer = await send(TEST_KEY, { kind: 'FIGURES', areaCode: code, asOf: SEEDED_DAY }, figures(code, 5_000))
    const { id } = (await answer.json()) as { id: string }
    await hub.hub.imports.settled(batchKey(id))
    sent.set(code, id)
  }
})
afterAll(() => hub.close())

/** The headers of a role's key, or of a key itself. */
const bearer = (holder: string) => ({ authorization: `Bearer ${keys.get(holder as Role)?.key ?? holder}` })
const get = (role: Role, path: string) => fetch(`${hub.url}${path}`, { headers: bearer(role) })
const post = (role: Role, path: string, query: string) =>
  fetch(`${hub.url}${path}`, {
    method: 'POST',
    headers: { ...bearer(role), 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
const send = (holder: string, fields: Readonly<Record<string, string>>, lines: readonly string[]) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new File([lines.join('\r\n')], 'dan-so.csv'))
  return fetch(`${hub.url}/imports`, { method: 'POST', headers: bearer(holder), body: form })
}

/** A route: what it needs, how it is asked about a commune, and what it answers about the own and the neighbour's. */
interface Route {
  readonly needs: Permission | null
  readonly ask: (role: Role, place: SeededCommune) => Promise<Response>
  readonly own: number
  readonly other: number
}

const ROUTES: Readonly<Record<string, Route>> = {
  '/imports': {
    needs: 'IMPORT',
    ask: (role, { code }) =>
      send(role, { kind: 'FIGURES', areaCode: code, asOf: SEEDED_DAY }, figures(code, ROLES.indexOf(role) + 1_000)),
    own: 202,
    other: 202, // taken, and then blocked: where the file belongs is found out while it is checked
  },
  '/boundaries': {
    needs: 'LOAD_BOUNDARIES',
    ask: (role, { code }) =>
      fetch(`${hub.url}/boundaries`, {
        method: 'POST',
        headers: { ...bearer(role), 'content-type': 'application/geo+json' },
        body: JSON.stringify(featureOf(drawMap({ columns: 1, rows: 1 }).places[0] ?? [], { code })),
      }),
    own: 200,
    other: 200, // told as a code that nobody has
  },
  '/imports/:id/workbook': {
    needs: 'IMPORT',
    ask: (role, { code }) => get(role, `/imports/${sent.get(code)}/workbook`),
    own: 200,
    other: 400,
  },
  '/templates/:kind.xlsx': {
    needs: 'IMPORT',
    ask: (role) => get(role, '/templates/FIGURES.xlsx'),
    own: 200,
    other: 200,
  },
  '/exports/coverage.xlsx': {
    needs: 'READ_FIGURES',
    ask: (role, { code }) => get(role, `/exports/coverage.xlsx?within=${code}&asOf=${SEEDED_DAY}`),
    own: 200,
    other: 200, // a file without rows
  },
  '/exports/coverage.csv': {
    needs: 'READ_FIGURES',
    ask: (role, { code }) => get(role, `/exports/coverage.csv?within=${code}&asOf=${SEEDED_DAY}`),
    own: 200,
    other: 200,
  },
  '/exports/door-list.xlsx': {
    needs: 'READ_PERSONS',
    ask: (role, { code }) => get(role, `/exports/door-list.xlsx?within=${code}&asOf=${SEEDED_DAY}`),
    own: 200,
    other: 200,
  },
  '/requests/:id/record.json': {
    needs: 'MANAGE_REQUESTS',
    ask: (role) => get(role, '/requests/1/record.json'),
    own: 200, // of the country's administrator, which nobody here is
    other: 200,
  },
  '/segments/:name/households.ndjson': {
    needs: 'READ_SEGMENTS',
    ask: (role, { segment }) => get(role, `/segments/${segment}/households.ndjson`),
    own: 200,
    other: 404,
  },
  '/graphql': {
    needs: null,
    ask: (role, { ids }) => post(role, '/graphql', `{ node(id: "${ids.Area}") { id } }`),
    own: 200,
    other: 200,
  },
  '/graphql/stream': {
    needs: 'IMPORT',
    ask: (role, { ids }) =>
      post(role, '/graphql/stream', `subscription { importProgress(id: "${ids.ImportBatch}") { fileName } }`),
    own: 200,
    other: 400,
  },
}
/** They hold no data and ask for no key. */
/** What needs no key: the pages and their assets hold no data. */
const OPEN = ['/healthz', '/readyz', '/', '/doors', '/sign-in']

test('every route of the hub is tried here', () => {
  const app = projectText('src/app/http/app.ts')
  const routes = [...app.matchAll(/app\.(?:all|get|post|put|delete|patch)\(\s*\[?((?:'[^']+'(?:, )?)+)/g)].flatMap(
    (found) => (found[1] ?? '').split(', ').map((route) => route.slice(1, -1)),
  )
  expect(routes.filter((route) => route.startsWith('/')).sort()).toEqual([...Object.keys(ROUTES), ...OPEN].sort())
})

describe.each(ROLES)('%s of one commune', (role) => {
  const actor = { id: 'x', role, scope: { kind: 'AREAS', areaIds: [] } } as const

  test.each(Object.entries(ROUTES))('%s', async (_path, route) => {
    const [mine, theirs] = [await route.ask(role, own), await route.ask(role, other)]
    const refused = route.needs !== null && !may(actor, route.needs)
    expect([mine.status, theirs.status]).toEqual(refused ? [403, 403] : [route.own, route.other])
    const text = Buffer.from(await theirs.arrayBuffer()).toString('latin1')
    for (const secret of [...other.persons, ...other.figures, ...other.files]) expect(text).not.toContain(secret)
    await mine.arrayBuffer()
  })

  test('a door list of the neighbour names nobody', async () => {
    const lines = `{ doorList(within: "${other.code}", asOf: "${SEEDED_DAY}") { totalCount } }`
    const { body } = await askAt<{ doorList: { totalCount: number } }>(hub.url, { query: lines }, bearer(role))
    expect(body.data?.doorList.totalCount ?? 0).toBe(0)
  })
})

describe('a data officer of a commune', () => {
  const batchOf = async (answer: Response) => {
    const { id } = (await answer.json()) as { id: string }
    const batchId = batchKey(id)
    await hub.hub.imports.settled(batchId)
    const codes = await rows<{ code: string }>(hub.database.em, 'select code from row_issue where batch_id = $1', [
      batchId,
    ])
    const { areaId } = await oneRow<{ areaId: number | null }>(
      hub.database.em,
      'select area_id as "areaId" from import_batch where batch_id = $1',
      [batchId],
    )
    return { id, batchId, areaId, codes: codes.map(({ code }) => code) }
  }
  const fields = (code: string) => ({ kind: 'FIGURES', areaCode: code, asOf: SEEDED_DAY })

  test('uploads for that commune only, whatever is chosen or the file claims', async () => {
    for (const chosen of [other.code, '215', '24', 'VN']) {
      const { codes, areaId, id } = await batchOf(
        await send('DATA_OFFICER', fields(chosen), figures(other.code, 70_000 + chosen.length)),
      )
      expect([codes.includes('area-not-in-scope'), areaId]).toEqual([true, null])
      const { body } = await askAt(
        hub.url,
        { query: `mutation { commitBatch(id: "${id}") { id } }` },
        bearer('DATA_OFFICER'),
      )
      expect(body.errors?.[0]?.extensions.issues).toMatchObject([{ code: 'batch-blocked' }])
    }
    const mixed = await batchOf(
      await send('DATA_OFFICER', fields(own.code), [...figures(own.code, 9_001), `${other.code},Xã,9002`]),
    )
    expect([mixed.areaId === null, mixed.codes.length > 0]).toEqual([false, true])
    await askAt(hub.url, { query: `mutation { commitBatch(id: "${mixed.id}") { id } }` }, bearer('DATA_OFFICER'))
    const written = await rows(
      hub.database.em,
      'select from reported_figure join area using (area_id) where code = $1 and reported_figure.batch_id = $2',
      [other.code, mixed.batchId],
    )
    expect(written).toEqual([])
  })

  const ways = [
    { told: true, code: () => own.code, asOf: SEEDED_DAY },
    { told: false, code: () => own.code, asOf: SEEDED_DAY },
    { told: true, code: () => own.code, asOf: '2010-01-01' },
    { told: true, code: () => other.code, asOf: SEEDED_DAY },
  ]
  /** All that is outside of the own commune and what a survey made in it: areas, links, homes, households, figures, targets. */
  const outside = () =>
    rows(
      hub.database.em,
      `with own as (select link.area_id from area_ancestor link join area on area.area_id = link.ancestor_id where area.code = $1)
       select 'area' as "table", to_jsonb(area) as row from area where area_id not in (table own)
       union all select 'link', to_jsonb(link) from area_parent link where area_id not in (table own) or parent_id not in (
         select area_id from own union select area_id from area where code = '215')
       union all select 'change', to_jsonb(change) from area_succession change
       union all select 'home', to_jsonb(home) from residence home where area_id not in (table own)
       union all select 'state', to_jsonb(state) from household_state state where area_id not in (table own)
       union all select 'figure', to_jsonb(figure) from reported_figure figure where area_id not in (table own)
       union all select 'target', to_jsonb(target) from target where area_id not in (table own) order by 1, 2`,
      [own.code],
    )

  test.each(SOURCE_KINDS)(
    'writes %s of that commune only, told or recognised, of today or of long ago',
    async (kind) => {
      const before = await outside()
      const written: number[] = []
      for (const { told, code, asOf } of ways) {
        const choices = { areaCode: code(), asOf, ...(told && { kind }) }
        const { id, batchId, codes } = await batchOf(await send('DATA_OFFICER', choices, CLAIMING_FILES[kind]))
        const { found } = await oneRow<{ found: string | null }>(
          hub.database.em,
          'select kind as found from import_batch where batch_id = $1',
          [batchId],
        )
        expect([found, codes.length > 0]).toEqual([kind, true])
        await mutate('commitBatch', id)
        expect(await outside()).toEqual(before)
        const { made } = await oneRow<{ made: number }>(
          hub.database.em,
          `select count(*)::int as made from batch_row where batch_id = $1 and outcome in ('CREATED', 'UPDATED')`,
          [batchId],
        )
        written.push(made)
        await mutate('withdrawBatch', id)
      }
      // The rows of the own commune go in, but for what only an administrator may say; nothing goes in for the other one.
      const goesIn = !changesAreas(kind)
      expect(written.map((rows) => rows > 0)).toEqual([goesIn, goesIn, goesIn, false])
    },
  )
  const mutate = (mutation: string, id: string) =>
    askAt(hub.url, { query: `mutation { ${mutation}(id: "${id}") { id } }` }, bearer('DATA_OFFICER'))

  test('alone sees a batch whose area is not known, beside the administrator of the country', async () => {
    const { id } = await batchOf(await send('DATA_OFFICER', fields(other.code), figures(other.code, 81_000)))
    const query = `{ importBatch(id: "${id}") { fileName } }`
    const seen = async (headers: Readonly<Record<string, string>>) =>
      (await askAt<{ importBatch: object | null }>(hub.url, { query }, headers)).body.data?.importBatch
    expect(await seen(bearer('DATA_OFFICER'))).not.toBeNull()
    expect(await seen(bearer('ADMINISTRATOR'))).toBeNull()
    expect(await seen({})).not.toBeNull()
  })

  test('is not told of the same bytes that another office sent', async () => {
    const lines = figures(other.code, 82_000)
    const first = await send(TEST_KEY, fields(other.code), lines)
    const { id } = await batchOf(first)
    const again = await send('DATA_OFFICER', fields(other.code), lines)
    expect(await again.json()).toMatchObject({ repeated: false, id: expect.not.stringMatching(id) })
  })

  test('keeps to the scope of today: a batch that was moved into another commune is theirs no longer', async () => {
    const { id, batchId } = await batchOf(await send('DATA_OFFICER', fields(own.code), figures(own.code, 83_000)))
    const query = `{ importBatch(id: "${id}") { fileName } }`
    await execute(
      hub.database.em,
      'update import_batch set area_id = (select area_id from area where code = $2) where batch_id = $1',
      [batchId, other.code],
    )
    const { body } = await askAt<{ importBatch: object | null }>(hub.url, { query }, bearer('DATA_OFFICER'))
    expect(body.data?.importBatch).toBeNull()
    expect((await get('DATA_OFFICER', `/imports/${id}/workbook`)).status).toBe(400)
  })
})
