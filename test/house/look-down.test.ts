import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** A small wrong house: each file breaks the rule that it is listed under, and no other. */
const PLANTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kernel-looks-down': { 'src/kernel/up.ts': "import '../areas/ground.ts'" },
  'coverage-looks-down': {
    'src/coverage/up.ts': "import type { Ground } from '../targets/ground.ts'; export type Up = Ground",
  },
  'hub-knows-no-door': { 'src/areas/door.ts': "import '../../schema/ground.ts'" },
  'siblings-are-strangers': { 'importers/sibling.ts': "import '../src/storage/ground.ts'" },
  'sources-are-strangers': { 'importers/sources/figures/other.ts': "import '../targets/ground.ts'" },
  'forms-are-shared-words': { 'importers/forms/knows.ts': "import '../sources/targets/ground.ts'" },
  'workbook-knows-no-meaning': { 'importers/workbook/meaning.ts': "import '../sources/targets/ground.ts'" },
  'exceljs-stays-in-its-room': { 'src/batches/sheet.ts': "import 'exceljs'" },
  'sheet-readers-stay-in-their-room': { 'src/app/read.ts': "import '@e965/xlsx'" },
  'type-graphql-stays-in-the-schema': { 'src/app/type.ts': "import 'type-graphql'" },
  'express-stays-at-the-door': { 'schema/http.ts': "import 'express'" },
  'pages-know-only-the-doors': { 'src/app/web/reach.tsx': "import '../../areas/ground.ts'" },
  'partners-know-only-the-doors': { 'src/client/reach.ts': "import '../areas/ground.ts'" },
  'preact-stays-in-the-pages': { 'src/app/draw.ts': "import 'preact'" },
  'nothing-imports-a-test': { 'src/app/leans.ts': "import '../../test/ground.ts'" },
  'no-cycles': {
    'src/app/one.ts': "import './two.ts'; export const one = 1",
    'src/app/two.ts': "import './one.ts'; export const two = 2",
  },
  'everything-resolves': { 'src/app/lost.ts': "import './nowhere.ts'" },
}

const GROUND = ['src/areas', 'src/targets', 'src/storage', 'schema', 'importers/sources/targets', 'test'].map(
  (room) => `${room}/ground.ts`,
)
const LIBRARIES = ['exceljs', '@e965/xlsx', 'type-graphql', 'express', 'preact']

async function look(folders: string[], more: ICruiseOptions = {}): Promise<ICruiseResult> {
  const rules = await extractDepcruiseOptions('./.dependency-cruiser.js')
  const { output } = await cruise(
    folders,
    { ...rules, ...more },
    { conditionNames: ['import', 'require', 'node', 'default'] },
  )
  if (typeof output === 'string') throw new Error(output)
  return output
}

function told(result: ICruiseResult): readonly string[] {
  return result.summary.violations.map((found) => `${found.rule.name}: ${found.from} → ${found.to}`)
}

let wrongHouse = ''

beforeAll(() => {
  wrongHouse = mkdtempSync(join(tmpdir(), 'wrong-house-'))
  const plant = (path: string, text: string): void => {
    mkdirSync(join(wrongHouse, dirname(path)), { recursive: true })
    writeFileSync(join(wrongHouse, path), `${text}\n`)
  }
  plant('tsconfig.json', '{}')
  plant('package.json', '{ "type": "module" }')
  for (const path of GROUND) plant(path, 'export interface Ground { readonly floor: true }\nexport const ground = 0')
  for (const name of LIBRARIES) {
    plant(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }))
    plant(`node_modules/${name}/index.js`, 'module.exports = {}')
  }
  for (const files of Object.values(PLANTED)) for (const [path, text] of Object.entries(files)) plant(path, text)
})

afterAll(() => rmSync(wrongHouse, { recursive: true, force: true }))

test('every room looks down only', async () => {
  const result = await look(['src', 'schema', 'importers', 'test'])
  expect(result.summary.totalCruised).toBeGreaterThan(50)
  expect(told(result)).toEqual([])
})

test('each kind of violation is found where it was planted', async () => {
  const result = await look(['src', 'schema', 'importers', 'test'], { baseDir: wrongHouse })
  for (const [rule, files] of Object.entries(PLANTED)) {
    const found = result.summary.violations
      .filter((violation) => violation.rule.name === rule)
      .map((violation) => violation.from)
    expect(found, rule).toEqual(expect.arrayContaining([Object.keys(files)[0]]))
  }
})

test('nothing else is found in the wrong house than what was planted', async () => {
  const result = await look(['src', 'schema', 'importers', 'test'], { baseDir: wrongHouse })
  const planted = Object.entries(PLANTED).flatMap(([rule, files]) =>
    Object.keys(files).map((path) => `${rule}: ${path}`),
  )
  const found = result.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from}`)
  expect(found.filter((line) => !planted.includes(line))).toEqual([])
})
