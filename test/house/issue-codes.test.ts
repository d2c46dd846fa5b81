import { expect, test } from 'vitest'
import { ISSUE_CATALOGUE } from '../../src/kernel/issue-catalogue.ts'
import { linesMatching, projectFiles, shippedCode } from './project-files.ts'

const SLUG = /'([a-z][a-z0-9]*(?:-[a-z0-9]+)+)'/g
const CATALOGUE_PAGES = /^src\/kernel\/issues?[/-]/

const code = shippedCode().filter(({ path }) => !CATALOGUE_PAGES.test(path))
const slugs = new Set(code.flatMap(({ text }) => [...text.matchAll(SLUG)].map((match) => match[1] ?? '')))
const entries = [...ISSUE_CATALOGUE]

/** Codes where the intake raises them: as a field, as the first argument, or as what a file is unreadable for. */
const RAISED = /\b(?:code: |issue\(|UnreadableFile\(|severityOf\()'([a-z][a-z0-9-]*)'/g

function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort()
}

test('every code that the intake raises is in the catalogue', () => {
  const raised = projectFiles('importers', '.ts').flatMap(({ path, text }) =>
    [...text.matchAll(RAISED)].map((match) => ({ path, code: match[1] ?? '' })),
  )
  expect(raised.length).toBeGreaterThan(30)
  expect(raised.filter((each) => !ISSUE_CATALOGUE.has(each.code))).toEqual([])
})

test('every code of the catalogue is raised somewhere', () => {
  expect(entries.length).toBeGreaterThan(60)
  expect(entries.map(([slug]) => slug).filter((slug) => !slugs.has(slug))).toEqual([])
})

test('every code is told in Vietnamese and in English, with what to do about it', () => {
  const wanting = entries.filter(([, { vi, en, remedyVi, remedyEn }]) =>
    [vi, en, remedyVi, remedyEn].some((text) => text.trim().length < 10),
  )
  expect(wanting.map(([slug]) => slug)).toEqual([])
})

test('both languages tell the same things', () => {
  const differing = entries.filter(
    ([, text]) => placeholders(text.vi + text.remedyVi).join() !== placeholders(text.en + text.remedyEn).join(),
  )
  expect(differing.map(([slug]) => slug)).toEqual([])
})

test('Vietnamese sentences are in Vietnamese, in composed letters, and end like sentences', () => {
  const letters = /[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵầấẩẫậằắẳẵặềếểễệồốổỗộờớởỡợừứửữự]/i
  for (const [slug, { vi, remedyVi }] of entries) {
    for (const text of [vi, remedyVi]) {
      expect(letters.test(text), `${slug}: ${text}`).toBe(true)
      expect(text, slug).toBe(text.normalize('NFC'))
      expect(text.trim(), slug).toMatch(/[.!?”)…]$/)
    }
  }
})

test('no sentence of an issue stands outside the catalogue', () => {
  const intake = projectFiles('importers', '.ts')
  expect(
    linesMatching(intake, /message: ['"`][^'"`]*[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i),
  ).toEqual([])
})
