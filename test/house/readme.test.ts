import { expect, test } from 'vitest'
import { SETTINGS } from '../../src/app/settings.ts'
import { projectFiles, projectText } from './project-files.ts'

const readme = projectText('README.md')
const manifest = JSON.parse(projectText('package.json')) as Readonly<
  Record<'scripts' | 'dependencies' | 'optionalDependencies', Readonly<Record<string, string>>>
>

/** The part of the README under a heading. */
function section(heading: string): string {
  return readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
}

/** What stands in backticks in the first column of the section's tables. */
function firstColumn(heading: string): readonly string[] {
  const cells = [...section(heading).matchAll(/^\| ([^|]+) \|/gm)].map((match) => match[1] ?? '')
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''))
}

test('every npm command that a document names exists, and the README names every one', () => {
  const documents = [
    { path: 'README.md', text: readme },
    ...['src', 'schema', 'importers', 'test'].flatMap((folder) => projectFiles(folder, '.md')),
  ]
  const named = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnpm (?:run (?:-s )?([a-z][a-z:-]*)|(start|test)\b)/g)].map((match) => ({
      path,
      script: match[1] ?? match[2] ?? '',
    })),
  )
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter(({ script }) => !Object.hasOwn(manifest.scripts, script))).toEqual([])
  const inReadme = new Set(named.filter(({ path }) => path === 'README.md').map(({ script }) => script))
  expect(Object.keys(manifest.scripts).filter((script) => !inReadme.has(script))).toEqual([])
})

test('the README’s table of variables is the configuration’s, with the same fallbacks', () => {
  const rows = [...section('What it can be told').matchAll(/^\| `(\w+)` \| (?:`([^`]*)`)? *\|/gm)].map((match) => [
    match[1],
    match[2] ?? '',
  ])
  expect(rows).toEqual(Object.values(SETTINGS).map(({ variable, fallback }) => [variable, fallback]))
})

test('.env.example offers every variable of the README', () => {
  const example = projectText('.env.example')
  for (const variable of firstColumn('What it can be told')) expect(example).toContain(`\n#${variable}=`)
})

test('every dependency that ships has a line that says why, and no line is left over', () => {
  const needed = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)]
  expect([...firstColumn('What it is built from')].sort()).toEqual(needed.sort())
})

test('every command of the README is one of the command line, and every one of those is in the README', () => {
  const named = firstColumn('Commands').flatMap((cell) =>
    cell.startsWith('npx baophu ') ? [cell.replace('npx baophu ', '').replace(/ [A-Z].*$/, '')] : [],
  )
  const sources = projectFiles('src/app/cli', '.ts')
    .map(({ text }) => text)
    .join('\n')
  const verbs = [...sources.matchAll(/line\.command\(\s*\w+,\s*'([a-z-]+)/g)].map((match) => match[1])
  expect(named.length).toBeGreaterThan(8)
  expect(named.map((command) => command.split(' ').at(-1)).sort()).toEqual(verbs.sort())
})

test('the changelog keeps what is pending, for both of its readers', () => {
  const changelog = projectText('CHANGELOG.md')
  expect(changelog).toMatch(/^## Pending$/m)
  expect(changelog).toMatch(/^### For the officer$/m)
  expect(changelog).toMatch(/^### For the analyst$/m)
})

test('CI runs the command that the README gives', () => {
  expect(projectText('.ci/run')).toMatch(/^npm run check$/m)
  expect(section('Commands')).toContain('`npm run check`')
})
