import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectFiles, projectText } from './project-files.ts'

const HEADINGS = ['What comes in', 'What goes out', 'What you may trust', 'How to change it', 'Decisions']

/** Every room of the hub, the contract, the intake and its parts, and every source. */
const rooms = [
  ...subfolders('src').map((room) => `src/${room}`),
  'schema',
  'importers',
  ...subfolders('importers').flatMap((part) => (part === 'sources' ? [] : [`importers/${part}`])),
  ...subfolders('importers/sources').map((source) => `importers/sources/${source}`),
].filter((room) => projectFiles(room, '.ts').length > 0)

function subfolders(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
}

test('there are rooms to look at', () => {
  expect(rooms.length).toBeGreaterThan(15)
})

test.each(rooms)('%s has a README that answers the five questions, in order', (room) => {
  const path = `${room}/README.md`
  expect(existsSync(path), `${path} is missing`).toBe(true)
  const headings = [...projectText(path).matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '')
  expect(headings.filter((heading) => HEADINGS.includes(heading))).toEqual(HEADINGS)
})

test.each(rooms)('%s dates its decisions', (room) => {
  const decisions = projectText(`${room}/README.md`).split(/^#+ Decisions$/m)[1] ?? ''
  expect(decisions).toMatch(/\b20\d\d-\d\d-\d\d\b/)
})

test('links between documents lead somewhere', () => {
  const documents = [
    ...['README.md', 'CHANGELOG.md'].map((path) => ({ path, text: projectText(path) })),
    ...['src', 'schema', 'importers', 'test'].flatMap((folder) => projectFiles(folder, '.md')),
  ]
  const dead = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map((match) => new URL(match[1] ?? '', `file:///${path}`).pathname.slice(1))
      .filter((target) => !existsSync(decodeURIComponent(target)))
      .map((target) => `${path} → ${target}`),
  )
  expect(dead).toEqual([])
})
