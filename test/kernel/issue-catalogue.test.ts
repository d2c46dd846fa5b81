import { describe, expect, test } from 'vitest'
import { ISSUE_CATALOGUE, issueText, severityOf } from '../../src/kernel/issue-catalogue.ts'
import { AREA_ISSUES } from '../../src/kernel/issues/areas.ts'
import { BATCH_ISSUES } from '../../src/kernel/issues/batches.ts'
import { FIGURE_ISSUES } from '../../src/kernel/issues/figures.ts'
import { FILE_ISSUES } from '../../src/kernel/issues/files.ts'
import { IDENTITY_ISSUES } from '../../src/kernel/issues/identity.ts'
import { PERSON_ISSUES } from '../../src/kernel/issues/persons.ts'
import { SHEET_ISSUES } from '../../src/kernel/issues/sheet.ts'
import { TARGET_ISSUES } from '../../src/kernel/issues/targets.ts'
import { VALUE_ISSUES } from '../../src/kernel/issues/values.ts'

const sections = [
  FILE_ISSUES,
  SHEET_ISSUES,
  VALUE_ISSUES,
  IDENTITY_ISSUES,
  AREA_ISSUES,
  FIGURE_ISSUES,
  TARGET_ISSUES,
  BATCH_ISSUES,
  PERSON_ISSUES,
]
const names = (sentence: string) => new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))

test('a code stands in one section only', () => {
  const codes = sections.flatMap((section) => Object.keys(section))
  expect(new Set(codes).size).toBe(codes.length)
})

describe.each([...ISSUE_CATALOGUE])('%s', (code, text) => {
  test('is a slug, and both languages say the same with the same arguments', () => {
    expect(code).toMatch(/^[a-z]+(?:-[a-z0-9]+)+$/)
    expect(names(text.en + text.remedyEn)).toEqual(names(text.vi + text.remedyVi))
  })

  test('is a sentence in each language', () => {
    for (const sentence of [text.vi, text.en]) expect(sentence).toMatch(/^[\p{Lu}“{\d].*[.!?”}]$/su)
  })
})

test('an issue is told with what was found, in the language asked', () => {
  const issue = { code: 'date-not-readable', found: '31/02/2017' }
  expect(issueText(issue, 'vi').message).toBe('Không đọc được ngày “31/02/2017”.')
  expect(issueText(issue, 'en')).toEqual({
    message: 'The day “31/02/2017” cannot be read.',
    remedy: 'Write day/month/year, a day that exists, for example 28/02/2017.',
  })
})

test('a day among the arguments is told as people of the language write it', () => {
  const issue = { code: 'older-than-register', args: { asOf: '2017-09-30', newest: '2017-10-31', file: 'thẻ.xlsx' } }
  expect(issueText(issue, 'vi').message).toBe(
    'Danh sách này (30/9/2017) cũ hơn danh sách đã ghi cho địa bàn này (31/10/2017, tệp “thẻ.xlsx”).',
  )
  expect(issueText(issue, 'en').message).toContain('This list (2017-09-30) is older')
})

test('a missing argument is seen and an unknown code is told by its slug', () => {
  expect(issueText({ code: 'column-missing' }, 'en').message).toBe('Sheet “…” has no column ….')
  expect(issueText({ code: 'no-such-code' }, 'vi').message).toBe('no-such-code')
  expect(severityOf('no-such-code')).toBe('ERROR')
})

test('an argument that holds braces or a name of every object is not looked into', () => {
  expect(issueText({ code: 'date-not-readable', found: '{constructor} $& {found}' }, 'en').message).toContain(
    '{constructor} $& {found}',
  )
})
