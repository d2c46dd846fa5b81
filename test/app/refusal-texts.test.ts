import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REFUSAL_TEXTS, refusalSentence } from '../../src/app/http/refusal-texts.ts'

const ROOT = new URL('../../', import.meta.url)

const sources = ['src', 'schema', 'importers'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(new URL(`${folder}/${path}`, ROOT), 'utf8')),
)

/** Slugs with which the code says no: `new BadRequest('slug'`, `new DoorRefusal('CODE', 'slug'`, `new BatchRefused('slug'`. */
const thrown = new Set(
  sources.flatMap((text) => [
    ...[...text.matchAll(/new (?:BadRequest|BatchRefused)\(\s*'([a-z-]+)'/g)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(/new DoorRefusal\(\s*[^,]+,\s*(?:\w+ === \w+ \? )?'([a-z-]+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  ]),
)

test('whatever the code refuses, it says so in both languages', () => {
  expect(thrown.size).toBeGreaterThan(25)
  expect([...thrown].filter((reason) => !Object.hasOwn(REFUSAL_TEXTS, reason))).toEqual([])
})

test('every sentence is one that is said', () => {
  // Once for the text itself, once for whoever says it.
  const mentions = (reason: string) => sources.join('\n').split(`'${reason}'`).length - 1
  const silent = Object.keys(REFUSAL_TEXTS).filter((reason) => mentions(reason) < (reason.includes('-') ? 2 : 1))
  expect(silent).toEqual([])
})

test('both languages name the same things', () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
  for (const [reason, { vi, en }] of Object.entries(REFUSAL_TEXTS))
    expect([reason, names(vi)]).toEqual([reason, names(en)])
})

test('a day is written as the reader writes it', () => {
  const args = { code: '215', day: '2017-09-03' }
  expect(refusalSentence('area-unknown-on-day', 'vi', args)).toBe('Không có địa bàn mang mã 215 vào ngày 3/9/2017.')
  expect(refusalSentence('area-unknown-on-day', 'en', args)).toBe('No area has the code 215 on 2017-09-03.')
})

test('an unknown reason has no sentence, also when it is named like something every object has', () => {
  expect(refusalSentence('constructor', 'vi', {})).toBeNull()
})
