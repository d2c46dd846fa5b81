import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { UNREADABLE_CODES, type UnreadableText } from '../../../importers/workbook/unreadable-codes.ts'

const ROOM = join(import.meta.dirname, '../../../importers/workbook')
const source = globSync('*.ts', { cwd: ROOM })
  .filter((name) => name !== 'unreadable-codes.ts')
  .map((name) => readFileSync(join(ROOM, name), 'utf8'))
  .join('\n')
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted()

describe.each(Object.entries<UnreadableText>(UNREADABLE_CODES))('%s', (code, text) => {
  test('is a slug that this room throws', () => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/)
    expect(code === 'file-damaged' ? 'damaged(' : `'${code}'`).toSatisfy((name: string) => source.includes(name))
  })

  test('says the same in both languages, in whole sentences', () => {
    expect(placeholders(text.vi)).toEqual(placeholders(text.en))
    expect(placeholders(text.remedyVi)).toEqual(placeholders(text.remedyEn))
    for (const sentence of Object.values(text)) expect(sentence).toMatch(/^\p{Lu}.*\.$/u)
  })
})
