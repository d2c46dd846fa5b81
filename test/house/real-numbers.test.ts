import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { madeUpCardNumber, madeUpNationalId, madeUpSocialInsuranceNumber } from '../../src/app/demo/made-up-numbers.ts'
import { buildXlsx } from '../support/xlsx-builder.ts'
import { knownPaths } from './project-files.ts'
import { realNumbers, realNumbersOf } from './real-numbers.ts'

/**
 * Cells of one golden workbook: identity numbers that lost two zeros, which the hub puts back for birthplaces that exist and
 * nowhere else. Their bearers were born in 1901 and 1902, so they are nobody's, but ten digits do not show it.
 */
const LOST_TWO_ZEROS = ['1001000001', '4101000002', '1001000003', '3101000004', '8001000005']
const isExcepted = (found: string): boolean => LOST_TWO_ZEROS.includes(found.split(' ').at(-1) ?? '')

/** Put together here, so that this file holds none. */
const joined = (parts: string): string => parts.replaceAll('|', '')

test('no number in the project could be somebody’s', async () => {
  const paths = knownPaths()
  expect(paths.length).toBeGreaterThan(1000)
  const found: string[] = []
  for (const path of paths) found.push(...(await realNumbersOf(path)))
  expect(found.filter((each) => !isExcepted(each))).toEqual([])
  const stale = LOST_TWO_ZEROS.filter((number) => !found.some((each) => /\.xlsx:/.test(each) && each.endsWith(number)))
  expect(stale).toEqual([])
})

test.each([
  ['identity number of a woman', '075|190|001|234'],
  ['identity number of a child', '001|216|001|234'],
  ['identity number in groups', '079.|184.|012.|345'],
  ['identity number in groups of four', '0241 |8000 |0001'],
  ['identity number that lost its zero', '75|190|001|234'],
  ['old identity card', '271|234|567'],
  ['social-insurance number', '75|123|456|78'],
  ['social-insurance number of another program', '01|170|000|02.0'],
  ['mobile telephone', '0912| 345 |678'],
  ['card', 'GD4|75|75|123|456|78'],
  ['card in small letters', 'hn2|24|01|234|567|89'],
  ['card in groups', 'GD 4 |75 |75|12.34|56.78'],
])('%s is found', (_what, parts) => {
  const number = joined(parts)
  const found = [number.replace('.0', '')]
  expect(realNumbers(number).map((each) => each.replace('.0', ''))).toEqual(found)
  expect(realNumbers(`a,"${number}",b`)).toHaveLength(1)
})

test.each([
  ['identity numbers counted on', '`0240|800|$|{serial}`'],
  ['social-insurance numbers counted on', '`7500|00000|$|{person}`'],
  ['social-insurance numbers added up', 'String(7_5|00_000_000 + index)'],
  ['social-insurance numbers of a statement', "lpad((70|0000|0000 + n)::text, 10, '0')"],
  ['cards that end in whatever number', '`GD4|75$|{number}`'],
  ['cards of whatever code', '`$|{code}4|7575|00000000$|{n}`'],
])('in a program %s are found', (_what, parts) => {
  expect(realNumbers(joined(parts)).length).toBeGreaterThan(0)
})

test('what was made up is not taken for somebody’s', () => {
  for (const person of [1, 750_000, 1_500_000, 3_999_999]) {
    const [birth, sex] = [`${1930 + (person % 90)}-05-06` as const, person % 2 ? 'MALE' : 'FEMALE'] as const
    const insurance = madeUpSocialInsuranceNumber(person)
    const card = { participantCode: 'GD', benefitLevel: 4, provinceCode: '75', socialInsuranceNumber: insurance }
    const cards = ['2017-01-01', '2018-01-01'].map((validFrom) => madeUpCardNumber({ ...card, validFrom }))
    expect(realNumbers([madeUpNationalId(person, birth, sex), insurance, ...cards].join(' '))).toEqual([])
  }
  expect(realNumbers('`CN324$' + '{madeUpSocialInsuranceNumber(number + 1)}`')).toEqual([])
})

test.each([
  ['of birthplaces that do not exist', '097190001234 098 190 001 234 99190001234'],
  ['of people not yet born, or long dead', '004285000123 001101000123'],
  ['of offices that do not exist', '991234567 9917000001 0012345678 GD4009917000001'],
  ['that were never counted', '010000000 0100000000 100000000'],
  ['too short, too long or damaged', 'GD475751234567 07519000123x 1234567890123 9.9E+10'],
  [
    'that are none: moments, digests, ids, decimals, quantities',
    `1511222333444 ${'01234'.repeat(8)} 8a0f4c2e-9c0b-4f0e-8d2a-075190001234 106.7512345678 1_234_567_890 2017-11-10`,
  ],
])('numbers %s are nobody’s', (_what, text) => {
  expect(realNumbers(text)).toEqual([])
})

test('a line of a text and a cell of a workbook are named with their place', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'real-numbers-'))
  const id = joined('075|190|001|234')
  try {
    const [text, list, workbook] = ['notes.md', 'list.csv', 'list.xlsx'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    writeFileSync(text, `# Nobody\n\nbut ${id}\n`)
    writeFileSync(list, `STT;Số CCCD\n1;${id}\n`)
    const number = `<row r="4"><c r="C4"><v>${Number(id)}</v></c></row>`
    writeFileSync(workbook, buildXlsx({ sheets: ['', number], names: ['Bìa', 'Thẻ'] }))
    expect(await realNumbersOf(text)).toEqual([`${text}:3 ${id}`])
    expect(await realNumbersOf(list)).toEqual([`${list}:list!B2 ${id}`])
    expect(await realNumbersOf(workbook)).toEqual([`${workbook}:Thẻ!C4 ${Number(id)}`])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
