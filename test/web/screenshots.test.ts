import { readdirSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectText } from '../house/project-files.ts'

const PICTURES = 'docs/screenshots'
const LARGEST = 150 * 1024

test('the README shows every picture there is, and none that is not; each is small', () => {
  const shown = [...projectText('README.md').matchAll(/!\[[^\]]+\]\(docs\/screenshots\/([^)]+)\)/g)].map(
    (match) => match[1],
  )
  const there = readdirSync(PICTURES)
  expect(there.length).toBeGreaterThan(5)
  expect(shown.toSorted()).toEqual(there.toSorted())
  expect(there.filter((name) => statSync(`${PICTURES}/${name}`).size > LARGEST)).toEqual([])
})

test('the script takes every picture that is there', () => {
  const taken = [...projectText('test/web/take-screenshots.ts').matchAll(/take\(\s*'([a-z-]+)'/g)].map(
    (match) => `${match[1]}.png`,
  )
  expect(taken.toSorted()).toEqual(readdirSync(PICTURES).toSorted())
})
