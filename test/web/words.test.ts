import { expect, test } from 'vitest'
import { SOURCES } from '../../importers/sources/all-sources.ts'
import { FIELDS_OF } from '../../src/app/web/imports/sheet-fields.ts'
import type { Word } from '../../src/app/web/words/word.ts'
import { WORDS } from '../../src/app/web/words/words.ts'
import { GLOSSARY } from '../../src/kernel/glossary.ts'
import { linesMatching, projectFiles } from '../house/project-files.ts'

const entries = Object.entries<Word>(WORDS)
const pages = projectFiles('src/app/web', '.ts', '.tsx')
const outsideTheDictionary = pages.filter(({ path }) => !path.startsWith('src/app/web/words/'))
const places = (text: string): string =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .join()

test('every text is there in both languages, with the same places to fill', () => {
  expect(entries.length).toBeGreaterThan(200)
  expect(entries.filter(([, { vi, en }]) => vi.trim() === '' || en.trim() === '').map(([key]) => key)).toEqual([])
  expect(entries.filter(([, { vi, en }]) => places(vi) !== places(en)).map(([key]) => key)).toEqual([])
  expect(entries.filter(([, { vi }]) => vi !== vi.normalize('NFC')).map(([key]) => key)).toEqual([])
})

test('a word stands in one file only, or one of them would never be said', () => {
  const words = pages.filter(({ path }) => path.endsWith('-words.ts'))
  const keys = words.flatMap(({ text }) => [...text.matchAll(/^ {2}(\w+|'[^']+'): (?:\{|$)/gm)].map(([, key]) => key))
  expect(keys.length).toBe(entries.length)
  expect(new Set(keys).size).toBe(keys.length)
})

test('no English text is Vietnamese', () => {
  const letters = /[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]/i
  expect(entries.filter(([, { en }]) => letters.test(en)).map(([key]) => key)).toEqual([])
})

test('no text stands in a page outside the dictionary', () => {
  // Between tags, and in the attributes that are read out or shown. The languages' own names are the exception.
  const BETWEEN_TAGS = /^(?!.*=>).*>[^<>{}()]*\p{L}{2,}[^<>{}()]*</u
  const IN_ATTRIBUTE = /\b(aria-label|placeholder|title|alt)="[^"]*\p{L}/u
  const tsx = outsideTheDictionary.filter(({ path }) => path.endsWith('.tsx'))
  expect(tsx.length).toBeGreaterThan(20)
  expect(linesMatching(tsx, BETWEEN_TAGS)).toEqual([])
  expect(linesMatching(tsx, IN_ATTRIBUTE)).toEqual([])
  const vietnamese = linesMatching(outsideTheDictionary, /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i)
  expect(vietnamese.map((place) => place.split(':')[0])).toEqual(['src/app/web/frame/header.tsx'])
})

test('every text is used', () => {
  const code = outsideTheDictionary.map(({ text }) => text).join('\n')
  const families = new Set([...code.matchAll(/say\.term\('(\w+)'/g)].map((match) => match[1]))
  const unused = entries.filter(([key]) => !code.includes(`'${key}'`) && !families.has(key.split('.')[0] ?? ''))
  expect(unused.map(([key]) => key)).toEqual([])
})

test('the contract’s values are told in the glossary’s words, and none is missing', () => {
  const families = new Set(entries.flatMap(([key]) => (/^[A-Z]\w+\./.test(key) ? [key.split('.')[0]] : [])))
  const told = Object.entries(GLOSSARY).filter(([name]) => name.includes('.') && families.has(name.split('.')[0]))
  expect(told.length).toBeGreaterThan(40)
  const words: Readonly<Record<string, Word>> = WORDS
  expect(told.filter(([name, { vi }]) => words[name]?.vi !== vi).map(([name]) => name)).toEqual([])
})

test('a segment is called so everywhere', () => {
  expect(WORDS.segments.vi.toLowerCase()).toBe(GLOSSARY.Segment?.vi)
  const texts = [...projectFiles('src', '.ts', '.tsx', '.md'), ...projectFiles('schema', '.ts', '.graphql', '.md')]
  expect(linesMatching(texts, /phân đoạn/i)).toEqual([])
})

test('a column can be corrected to every field of its kind, and each has a name', () => {
  const intake = SOURCES.map(({ kind, fields }) => [kind, [...new Set(fields.map(({ field }) => field))].sort()])
  const offered = SOURCES.map(({ kind }) => [kind, FIELDS_OF[kind].toSorted()])
  expect(offered).toEqual(intake)
  const fields = new Set(Object.values(FIELDS_OF).flat())
  expect([...fields].filter((field) => !Object.hasOwn(WORDS, `field.${field}`))).toEqual([])
})
