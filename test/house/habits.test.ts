import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { allCode, linesMatching, projectFiles, projectText, shippedCode } from './project-files.ts'

const LONGEST = 300
/** A migration is one piece of history: it is not cut up afterwards. */
const MIGRATION = /^src\/storage\/migrations\/\d{4}-/
/** Names that say nothing of what is inside. */
const JUNK_DRAWER = /^(utils?|helpers?|common|misc|shared|lib|stuff|tools|base|manager|index)$/i
/** This file names what it forbids. */
const others = allCode().filter(({ path }) => path !== 'test/house/habits.test.ts')

test('no file is longer than 300 lines', () => {
  const long = allCode()
    .filter(({ path }) => !MIGRATION.test(path))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
  expect(long.length).toBeGreaterThan(100)
  expect(long.filter(({ lines }) => lines > LONGEST)).toEqual([])
})

test('no file or folder is a junk drawer', () => {
  const parts = allCode().flatMap(({ path }) => [...dirname(path).split('/'), basename(path).split('.')[0] ?? ''])
  expect(parts.filter((part) => JUNK_DRAWER.test(part))).toEqual([])
})

test('file names are written in kebab-case, with their kind after a dot', () => {
  const names = allCode().map(({ path }) => path)
  const odd = names.filter((path) => !/^([a-z0-9-]+\/)+[a-z0-9-]+(\.[a-z-]+)?\.(tsx?|mjs)$/.test(path))
  expect(odd).toEqual([])
})

test('the environment is read in one place', () => {
  expect(linesMatching(shippedCode(), /\bprocess\.env\b/).map((place) => place.split(':')[0])).toEqual([
    'src/app/config.ts',
  ])
})

test('nothing is mocked, skipped, focused or left to do', () => {
  expect(linesMatching(others, /\bvi\.(mock|spyOn|stubGlobal)\(/)).toEqual([])
  expect(linesMatching(others, /\b(test|it|describe)\.(skip|only|todo|fails)\b/)).toEqual([])
  expect(linesMatching(others, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([])
})

test('no rule is switched off without a reason, and types are not switched off at all', () => {
  expect(linesMatching(others, /@ts-(ignore|nocheck|expect-error)/)).toEqual([])
  expect(linesMatching(others, /biome-ignore(?! \S+: \S+ \S+ \S+)/)).toEqual([])
})

test('relative imports name the file they mean', () => {
  expect(linesMatching(others, /(from|import) '\.{1,2}\/[^']*(?<!\.(tsx?|js|mjs|json))'/)).toEqual([])
})

test('what tests draw at random they draw the same every time', () => {
  const tests = others.filter(({ path }) => path.startsWith('test/') && !path.startsWith('test/bench/'))
  expect(linesMatching(tests, /from 'fast-check'/).map((place) => place.split(':')[0])).toEqual([
    'test/support/fast-check.ts',
    'test/support/fast-check.ts',
  ])
  expect(linesMatching(tests, /Math\.random/)).toEqual([])
})

test('whoever starts a thread keeps V8 from ending the process for it', () => {
  const placesOf = (pattern: RegExp) => linesMatching(shippedCode(), pattern).map((place) => place.split(':')[0])
  expect(placesOf(/\bnew Worker\(/).length).toBeGreaterThan(2)
  expect(placesOf(/\bnew Worker\(/)).toEqual(placesOf(/^import '\S*\/typescript-threads\.ts'/))
})

test('nothing in the project names a place on one machine', () => {
  const texts = [
    ...others,
    ...['README.md', 'CHANGELOG.md', 'package.json', '.ci/run'].map((path) => ({ path, text: projectText(path) })),
  ]
  const documents = ['src', 'schema', 'importers', 'test'].flatMap((folder) =>
    projectFiles(folder, '.md', '.graphql', '.sql', '.json'),
  )
  expect(linesMatching([...texts, ...documents], /(?<![\w.])\/(work|root|home|Users)\/|[A-Z]:\\Users/)).toEqual([])
})
