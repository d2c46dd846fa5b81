import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SOURCES } from '../../../importers/sources/all-sources.ts'
import { readFile } from '../../../importers/stages/read-file.ts'
import type { ReadAnswer } from '../../../importers/stages/read-protocol.ts'
import { PROVINCE_LIMITS } from '../../../importers/workbook/limits.ts'
import { GOLDEN } from '../../golden/understand.ts'

test('of a declaration with the members of its households and lists to choose from, the declaration is read', async () => {
  const fileName = 'vnpt-with-members-and-lists-to-choose-from.xlsx'
  const answers: ReadAnswer[] = []
  await readFile(
    { path: join(GOLDEN, 'card-changes', fileName), fileName, choices: {}, recipes: [], limits: PROVINCE_LIMITS },
    SOURCES,
    async (answer) => {
      answers.push(answer)
    },
  )
  const [first] = answers
  if (first?.type !== 'recognised') throw new Error('nothing recognised')
  expect(first.recognised.kind).toBe('CARD_CHANGES')
  expect(first.recognised.sheets.map(({ name }) => name)).toEqual(['Dữ Liệu'])
  const others = answers.flatMap((answer) => (answer.type === 'issues' ? answer.issues : []))
  expect(others.filter(({ code }) => code === 'sheet-of-another-kind').map(({ place }) => place.sheet)).toEqual([
    'Phụ lục',
    'Tinh',
    'Xa',
  ])
})
