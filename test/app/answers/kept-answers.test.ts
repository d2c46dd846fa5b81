import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Hub, startHub } from '../../../src/app/hub.ts'
import { execute } from '../../../src/kernel/sql.ts'
import { countStatements } from '../../support/count-statements.ts'
import { COMMUNES_OF_XUAN_LOC, Officer } from '../support/officer.ts'
import { type Answer, askAt, type GraphqlBody, startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let officer: Officer
let other: Hub
/** Noon in Vietnam of a day that the tests move on. */
let now = new Date('2018-02-01T05:00:00Z')

beforeAll(async () => {
  hub = await startTestHub({ clock: () => now })
  officer = new Officer(hub)
  other = await startHub({ ...hub.config, dataDirectory: `${hub.config.dataDirectory}/other` }, { log: () => {} })
  const areas = await officer.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })
  await officer.commit(areas.id)
})
afterAll(async () => {
  await other.close()
  await hub.close()
})

interface Counted {
  readonly coverage: { readonly version: string; readonly asOf: string; readonly rows: readonly { covered: number }[] }
}
const QUERY = '{ coverage(within: "741") { version asOf rows { covered } } }'
const ask = (query = QUERY, headers = {}, variables = {}) => hub.ask<Counted>(query, variables, headers)
const how = ({ headers }: Pick<Answer, 'headers'>) => headers.get('cache-status')
const covered = ({ body }: Answer<GraphqlBody<Counted>>) => body.data?.coverage.rows.map((row) => row.covered)

function roll(asOf: string, ...serials: readonly number[]) {
  const people = serials.map((n) => `${n},Nguyễn Văn ${n},198${n},Nam,GD475990000000${n},01/01/2017,31/12/2027`)
  const lines = ['STT,Họ và tên,Ngày sinh,Giới tính,Số thẻ,Từ ngày,Đến ngày', ...people]
  return officer.send(lines, { areaCode: '26446', asOf, kind: 'CARD_ROLL' })
}

describe('an answer that is kept', () => {
  test('costs the reading of the version alone, and is the same to the byte', async () => {
    const first = await ask()
    const { answer: again, statements } = await countStatements(() => ask())
    expect([how(first), how(again)]).toEqual(['baophu; fwd=miss; stored', 'baophu; hit'])
    expect(statements).toEqual([expect.stringContaining('hub_version')])
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
  })

  test('is known again under other spaces, comments and another order of variables', async () => {
    const query = 'query Q($within: String, $asOf: Date) { coverage(within: $within, asOf: $asOf) { version } }'
    expect(how(await ask(query, {}, { within: '741', asOf: '2018-01-01' }))).toContain('miss')
    const spaced = query.replaceAll(' ', '\n  ').replace('{', '# who asks?\n{')
    expect(how(await ask(spaced, {}, { asOf: '2018-01-01', within: '741' }))).toBe('baophu; hit')
    expect(how(await ask(query, {}, { within: '741', asOf: '2018-01-02' }))).toContain('miss')
  })

  test('is gone with a commit and with its withdrawal', async () => {
    const before = await ask()
    const batch = await roll('2018-01-31', 1, 2)
    expect(how(await ask())).toBe('baophu; hit')
    await officer.commit(batch.id)
    const committed = await ask()
    expect([how(committed), covered(committed)]).toEqual(['baophu; fwd=miss; stored', [2]])
    expect(covered(await ask())).toEqual([2])
    await officer.withdraw(batch.id)
    const withdrawn = await ask()
    expect([how(withdrawn), covered(withdrawn)]).toEqual(['baophu; fwd=miss; stored', covered(before)])
    expect(Number(withdrawn.body.data?.coverage.version)).toBe(Number(before.body.data?.coverage.version) + 2)
  })

  test('is gone with what another hub commits', async () => {
    const elsewhere = () => askAt<Counted>(other.url, { query: QUERY })
    await elsewhere()
    expect(how(await elsewhere())).toBe('baophu; hit')
    await officer.commit((await roll('2018-01-31', 3)).id)
    const answer = await elsewhere()
    expect([how(answer), covered(answer)]).toEqual(['baophu; fwd=miss; stored', [1]])
  })

  test('nor is the map remembered beyond what another hub commits', async () => {
    const query =
      '{ coverage(within: "741") { missing { code } rows { area { code } coveredSource { batch { id } } } } }'
    const codesTold = async () => {
      const { body } = await askAt<{
        coverage: { missing: { code: string }[]; rows: { area: { code: string } }[] }
      }>(other.url, { query })
      const { missing = [], rows = [] } = body.data?.coverage ?? {}
      return [...missing, ...rows.map(({ area }) => area)].map(({ code }) => code).toSorted()
    }
    expect(await codesTold()).toEqual(['26443', '26446'])
    const { statements } = await countStatements(codesTold)
    expect(statements.filter((text) => text.includes('levelBelow'))).toEqual([])
    const one = [...COMMUNES_OF_XUAN_LOC, 'Tỉnh Đồng Nai,75,Huyện Xuân Lộc,741,Xã Xuân Tâm,26440']
    const batch = await officer.send(one, { areaCode: 'VN', asOf: '2010-01-01' })
    await officer.commit(batch.id)
    expect(await codesTold()).toEqual(['26440', '26443', '26446'])
    await officer.withdraw(batch.id)
    expect(await codesTold()).toEqual(['26443', '26446'])
  })

  test('is that of its day: today is another question tomorrow', async () => {
    await ask()
    expect(how(await ask())).toBe('baophu; hit')
    now = new Date('2018-02-01T17:00:00Z')
    const tomorrow = await ask()
    expect([how(tomorrow), tomorrow.body.data?.coverage.asOf]).toEqual(['baophu; fwd=miss; stored', '2018-02-02'])
  })

  test('is not that of another language', async () => {
    await ask()
    expect(how(await ask(QUERY, { 'accept-language': 'en' }))).toBe('baophu; fwd=miss; stored')
    expect(how(await ask(QUERY, { 'accept-language': 'vi' }))).toBe('baophu; hit')
  })

  test('is not sent to who has it', async () => {
    const etag = (await ask()).headers.get('etag') ?? ''
    const conditional = (condition: string) =>
      fetch(`${hub.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${hub.config.adminKey}`,
          'content-type': 'application/json',
          'if-none-match': condition,
        },
        body: JSON.stringify({ query: QUERY, variables: {} }),
      })
    const known = await conditional(`"other", W/${etag}`)
    expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([304, '', etag])
    const changed = await conditional('"other"')
    expect([changed.status, (await changed.text()).length > 0]).toEqual([200, true])
  })
})

describe('nothing is kept', () => {
  const passes = async (query: string) => {
    await ask(query)
    const again = await ask(query)
    return [how(again), again.headers.get('etag')]
  }

  test.each([
    ['persons', '{ persons(where: { within: "741" }) { totalCount } }'],
    ['imports', '{ importBatches { totalCount } }'],
    ['a figure’s file', '{ coverage(within: "741") { rows { coveredSource { batch { status } } } } }'],
    ['whatever has an id', '{ node(id: "QXJlYTox") { id } }'],
    ['the schema itself', '{ __schema { queryType { name } } }'],
    ['mutations', 'mutation { discardBatch(id: "SW1wb3J0QmF0Y2g6OTk5") { id } }'],
    ['a query that is not valid', '{ coverage { nothing } }'],
    ['a query that cannot be read', '{ coverage {'],
  ])('of %s', async (_what, query) => {
    expect(await passes(query)).toEqual([null, null])
  })

  test('of an answer with an error, whole or in part', async () => {
    expect(await passes('{ coverage(within: "nowhere") { version } }')).toEqual([null, null])
    expect(
      await passes(
        `{ area(code: "741") { code trend(from: "1900-01-01", until: "2018-01-01", every: DAY) { asOf } } }`,
      ),
    ).toEqual([null, null])
  })

  test('by a hub that is told 0', async () => {
    const dataDirectory = `${hub.config.dataDirectory}/without`
    const without = await startHub({ ...hub.config, dataDirectory, answerCacheBytes: 0 }, { log: () => {} })
    const asked = () => askAt<Counted>(without.url, { query: QUERY })
    await asked()
    const { answer, statements } = await countStatements(asked)
    await without.close()
    expect([how(answer), answer.headers.get('etag')]).toEqual([null, null])
    expect(statements.length).toBeGreaterThan(2)
  })
})

test('no answer is older than what was committed before it was asked, and a kept one is of its version', async () => {
  // At every version the figure of the commune is the version itself: whatever an answer says can be held against it.
  const [commune] = ['26446']
  const write = `with now as (update hub_version set version = version + 1 returning version)
    insert into reported_figure (area_id, measure, as_of, value, batch_id)
    select area_id, measure, '2018-01-01', version, 1 from now, area, unnest('{POPULATION,COVERED}'::text[]) measure where code = $1
    on conflict (area_id, measure, as_of, origin) do update set value = excluded.value returning value::int`
  let committed = 0
  let isOver = false
  const seen = { hits: 0, misses: 0 }
  const writer = async () => {
    for (let turn = 0; turn < 60; turn += 1) {
      const { rows } = await hub.database.pool().query(write, [commune])
      committed = rows[0].value
      // Now and then nobody writes until an answer was found again, however busy the machine is.
      const hits = seen.hits
      for (let waits = 0; waits === 0 || (turn % 4 === 0 && seen.hits === hits && waits < 500); waits += 1)
        await new Promise((resolve) => setTimeout(resolve, 1 + (turn % 4)))
    }
    isOver = true
  }
  const reader = async (url: string) => {
    while (!isOver) {
      const least = committed
      const answer = await askAt<Counted>(url, {
        query: '{ coverage(within: "741", asOf: "2018-01-01") { version rows { covered } } }',
      })
      const version = Number(answer.body.data?.coverage.version)
      const value = covered(answer)?.at(-1) ?? 0
      expect(version).toBeGreaterThanOrEqual(least)
      expect(value).toBeGreaterThanOrEqual(version)
      if (how(answer) === 'baophu; fwd=miss') continue
      seen[how(answer) === 'baophu; hit' ? 'hits' : 'misses'] += 1
      expect(value).toBe(version)
    }
  }
  await execute(hub.database.em, `delete from reported_figure`)
  await writerFirst(writer, [hub.url, hub.url, hub.url, other.url, other.url], reader)
  expect(seen.hits).toBeGreaterThan(0)
  expect(seen.misses).toBeGreaterThan(1)
})

/** Readers begin once there is something to read. */
async function writerFirst(
  writer: () => Promise<void>,
  urls: readonly string[],
  reader: (url: string) => Promise<void>,
): Promise<void> {
  const writing = writer()
  await new Promise((resolve) => setTimeout(resolve, 20))
  await Promise.all([writing, ...urls.map(reader)])
}
