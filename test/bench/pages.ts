import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { readConfig } from '../../src/app/config.ts'
import { startHub } from '../../src/app/hub.ts'
import { keepBoundaries } from '../../src/areas/boundary.store.ts'
import { drawnAt } from '../../src/areas/boundary.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import { startEmbeddedServer } from '../../src/storage/embedded.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { type Database, openDatabase } from '../../src/storage/orm.ts'
import { drawMap } from '../support/drawn-map.ts'
import { openBrowser } from '../web/open-browser.ts'
import { Visitor } from '../web/visitor.ts'
import { makeCountry } from './country.ts'
import { median, tableRow } from './print-table.ts'
import { DAYS } from './query-questions.ts'

const USAGE = `npm run bench -- pages [--persons 4000] [--rounds 5] [--map]

The coverage page with all 3,321 communes of a made-up country in a real Chromium: how long from the first answer to the first
rows on the screen, from the last answer to all of them, and how long a frame takes while the table is scrolled. With boundaries for
all of them also from the last answer to the whole map; the frames are then those of a page with the map in it.`

const KEY = 'baophu_key_of_a_bench_hub_only'
const COMMUNES = 3_321

/** Every commune states its people, so that the table has a row for each however few persons are made. */
const STATED = `insert into reported_figure (area_id, measure, as_of, value, batch_id, sheet, row, column_letters)
  select area_id, measure, $1, 15000 - (area_id + kind) % 3000, 1, 0, 7, 'B' from area
  cross join (values ('POPULATION', 0), ('COVERED', 1000)) stated(measure, kind) where level = 3`

/** Opens the page so many times and prints what it took. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      persons: { type: 'string', default: '4000' },
      rounds: { type: 'string', default: '5' },
      map: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(USAGE)
  const folder = await mkdtemp(join(tmpdir(), 'baophu-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedServer(folder, { throwAway: true })
  try {
    const database = await openDatabase(server.url)
    await migrate(database)
    await makeCountry(database, { persons: Number(values.persons) })
    await execute(database.em(), STATED, [DAYS[0]])
    if (values.map) await drawCountry(database)
    await database.close()
    await measure(server.url, folder, { rounds: Number(values.rounds), withMap: values.map })
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A made-up boundary for every commune: squares with winding borders, as coarse as a map of the country is drawn. */
async function drawCountry(database: Database): Promise<void> {
  const { places } = drawMap({ columns: 54, rows: 62, size: 0.05, west: 104, south: 18, winding: 20 })
  const communes = await rows<{ areaId: number }>(database.em(), 'select area_id as "areaId" from area where level = 3')
  const drafts = communes.map(({ areaId }, at) => {
    const drawn = JSON.stringify(drawnAt(places[at] ?? [], 'COUNTRY'))
    return { areaId, COUNTRY: drawn, PROVINCE: drawn, DISTRICT: drawn }
  })
  await database.em().transactional((em) => keepBoundaries(ADMINISTRATOR, em, drafts))
}

async function measure(databaseUrl: string, folder: string, { rounds, withMap }: Measured): Promise<void> {
  const settings = { DATABASE_URL: databaseUrl, BAOPHU_DATA: folder, BAOPHU_ADMIN_KEY: KEY, PORT: '0' }
  const hub = await startHub(readConfig(settings), { log: () => undefined })
  const browser = await openBrowser()
  try {
    const looks: Look[] = []
    for (let round = 0; round < rounds; round += 1) looks.push(await look(browser, hub.url, withMap))
    const of = (name: keyof Look) => median(looks.map((each) => each[name])).toFixed(0)
    print(
      tableRow([
        'first rows, ms',
        'all rows, ms',
        'fetching, ms',
        'map, ms',
        'fetching it, ms',
        'frame, median ms',
        'frame, p95 ms',
        'worst frame, ms',
      ]),
    )
    print('|---|---|---|---|---|---|---|---|')
    print(
      tableRow([
        of('first'),
        of('all'),
        of('fetching'),
        of('map'),
        of('fetchingMap'),
        of('frame'),
        of('frameP95'),
        of('frameWorst'),
      ]),
    )
  } finally {
    await browser.close()
    await hub.close()
  }
}

interface Measured {
  readonly rounds: number
  readonly withMap: boolean
}

interface Look {
  /** From the first page of rows to the first of them on the screen. */
  readonly first: number
  /** From the last page of rows to the whole table on the screen. */
  readonly all: number
  /** From the first question to the last answer. */
  readonly fetching: number
  /** From the last page of boundaries to the whole map on the screen, and from their first question to the last answer. */
  readonly map: number
  readonly fetchingMap: number
  readonly frame: number
  readonly frameP95: number
  readonly frameWorst: number
}

async function look(browser: Browser, url: string, withMap: boolean): Promise<Look> {
  const visitor = await Visitor.arrive(browser, url, { key: KEY })
  const { page } = visitor
  await page.evaluate(WATCH)
  await page.evaluate(`location.hash = '#/coverage/VN?day=${DAYS[0]}&level=COMMUNE'`)
  await page.locator(`table[data-rows="${COMMUNES}"]`).waitFor({ timeout: 120_000 })
  if (withMap)
    await page
      .locator('.map a')
      .nth(COMMUNES - 1)
      .waitFor({ timeout: 120_000 })
  await page.waitForTimeout(500)
  const {
    asked,
    answered,
    answeredAll,
    first,
    all,
    mapAsked = 0,
    mapAnswered = 0,
    map = 0,
  } = (await page.evaluate('window.watched')) as Watched
  const frames = ((await page.evaluate(SCROLL)) as number[]).toSorted((a, b) => a - b)
  await visitor.leave()
  const at = (share: number): number => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))] ?? 0
  return {
    first: first - answered,
    all: all - answeredAll,
    fetching: answeredAll - asked,
    map: map - mapAnswered,
    fetchingMap: mapAnswered - mapAsked,
    frame: at(0.5),
    frameP95: at(0.95),
    frameWorst: at(1),
  }
}

/** Moments in the page, in ms: of questions and answers of the table, and of frames that first had rows, and had them all. */
interface Watched {
  readonly asked: number
  readonly answered: number
  readonly answeredAll: number
  readonly first: number
  readonly all: number
  readonly mapAsked?: number
  readonly mapAnswered?: number
  readonly map?: number
}

/** Runs in the page: notes those moments. */
const WATCH = `(() => {
  const watched = {}
  Object.assign(window, { watched })
  const ask = window.fetch.bind(window)
  window.fetch = async (path, init) => {
    const isTable = typeof init?.body === 'string' && init.body.includes('query SubAreas')
    if (isTable) watched.asked ??= performance.now()
    const isMap = typeof init?.body === 'string' && init.body.includes('query Boundaries')
    if (isMap) watched.mapAsked ??= performance.now()
    const answer = await ask(path, init)
    if (isMap) {
      const body = await answer.text()
      watched.mapAnswered = performance.now()
      return new Response(body, answer)
    }
    if (!isTable) return answer
    const body = await answer.text()
    watched.answered ??= performance.now()
    watched.answeredAll = performance.now()
    return new Response(body, answer)
  }
  const look = () => {
    const most = Math.max(0, ...[...document.querySelectorAll('table')].map((table) => Number(table.dataset.rows ?? 0)))
    if (most > 0) watched.first ??= performance.now()
    if (most >= ${COMMUNES}) watched.all ??= performance.now()
    if (document.querySelectorAll('.map a').length >= ${COMMUNES}) watched.map ??= performance.now()
    if (!watched.map) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()`

/** Runs in the page: scrolls through it in two hundred frames and gives how long each took. */
const SCROLL = `new Promise((resolve) => {
  const frames = []
  let before = performance.now()
  const step = () => {
    const now = performance.now()
    frames.push(now - before)
    before = now
    scrollBy(0, 400)
    if (frames.length < 200) requestAnimationFrame(step)
    else resolve(frames.slice(1))
  }
  requestAnimationFrame(step)
})`

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
