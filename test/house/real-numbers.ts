import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { columnLetters } from '../../importers/forms/column-letters.ts'
import { openWorkbook } from '../../importers/workbook/open-workbook.ts'
import type { SheetRow } from '../../importers/workbook/workbook.ts'

/*
 * Numbers that could be somebody's. `src/app/demo/made-up-numbers.ts` makes those that cannot; whatever stands in the
 * project must be of its kind, or have another form that no office gives.
 */

/** `7_500_000_000`, as programs write numbers. */
const SEPARATED = /(?<=\d)_(?=\d{3}(?!\d))/g
/** Ids of requests and digests of files are digits by chance. */
const ID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{40}\b|\b[0-9a-f]{64}\b/g

/** Digits that are not a piece of a word, of a longer number or of a decimal; `.0` of another program is no decimal. */
const DIGITS = /(?<![A-Za-z\d]|\d\.)(?:\d{9,12}|0\d(?:[ .]?\d){8}(?:[ .]?\d{2})?)(?![A-Za-z\d]|\.\d*[1-9])/g
/** Two letters and thirteen digits, however they are spaced. */
const CARD = /(?<![A-Za-z\d])[A-Za-z]{2}[ .-]?[1-5][ .-]?\d{2}(?:[ .]?\d){10}(?![A-Za-z\d])/g
const SPACING = /[ .-]/g

/** Birthplaces 001–096, of somebody born from 1906 to 2049: whoever was older than 110 when these numbers began, in 2016, has none. */
const NATIONAL_ID = /^0(?:0[1-9]|[1-8]\d|9[0-6])(?:[01](?:0[6-9]|[1-9]\d)|[23][0-4]\d)\d{6}$/
/** Old identity cards (CMND): a police office 01–38, and seven digits counted from one. */
const OLD_IDENTITY_CARD = /^(?:0[1-9]|[12]\d|3[0-8])(?!0{7})\d{7}$/
/** Social-insurance numbers: a province 01–96, and eight digits counted from one. Mobile telephones (03 to 09) are among them. */
const TEN_DIGITS = /^(?:0[1-9]|[1-8]\d|9[0-6])(?!0{8})\d{8}$/
/** Of a card the province, and the first two of its ten digits. */
const CARD_OF_SOMEBODY = /^[A-Z]{2}\d(?!00)\d{2}(?!00|99)\d{10}$/

/** Beginnings that a program goes on with, but for those that a made-up number follows. */
const BEGINNINGS = [
  /(?<![A-Za-z\d])0(?:0[1-9]|[1-8]\d|9[0-6])\d{2,8}\$\{/g,
  /(?<![A-Za-z\d])(?!09[789])(?:0[1-9]|[1-8]\d|9[0-6])\d{4,7}\$\{/g,
  /(?:(?<![A-Za-z\d])[A-Z]{2}|\})[1-5](?!00)\d{2}(?!00|99)\d*\$\{(?!madeUp)/g,
  /(?<![A-Za-z\d])(?:[1-8]\d|9[0-6])\d{8,9}(?=\)? *[+-] )/g,
] as const

const WORKBOOK = /\.(?:xls[xmb]?|ods|csv|tsv|zip)$/
const PICTURE = /\.png$/

/** `path:line number` or `path:Sheet1!C4 number` for each that could be somebody's; a picture is not looked into. */
export async function realNumbersOf(path: string): Promise<readonly string[]> {
  if (PICTURE.test(path)) return []
  if (WORKBOOK.test(path)) return realNumbersOfWorkbook(path)
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line, at) => realNumbers(line).map((found) => `${path}:${at + 1} ${found}`))
}

async function realNumbersOfWorkbook(path: string): Promise<readonly string[]> {
  const workbook = await openWorkbook(path, basename(path))
  const found: string[] = []
  try {
    for (const sheet of workbook.sheets)
      for await (const block of sheet.rows())
        for (const row of block)
          found.push(...realNumbersOfRow(row).map(({ cell, number }) => `${path}:${sheet.name}!${cell} ${number}`))
  } finally {
    await workbook.close()
  }
  return found
}

function realNumbersOfRow({ number: row, cells }: SheetRow): readonly { cell: string; number: string }[] {
  return cells.flatMap((value, at) => {
    if (typeof value !== 'string' && typeof value !== 'number') return []
    return realNumbers(String(value)).map((number) => ({ cell: `${columnLetters(at)}${row}`, number }))
  })
}

/** The numbers in a text that could be somebody's, and the beginnings of such in a program, as they are written. */
export function realNumbers(text: string): readonly string[] {
  const plain = text.replace(ID, '')
  const program = plain.replace(SEPARATED, '')
  const digits = plain.match(DIGITS) ?? []
  const cards = plain.match(CARD) ?? []
  return [
    ...digits.filter((found) => isSomebodys(found.replace(SPACING, ''))),
    ...cards.filter((found) => CARD_OF_SOMEBODY.test(found.replace(SPACING, '').toUpperCase())),
    ...BEGINNINGS.flatMap((beginning) => program.match(beginning) ?? []),
  ]
}

/** Eleven digits are an identity number whose zero a spreadsheet dropped. */
function isSomebodys(digits: string): boolean {
  if (digits.length === 9) return OLD_IDENTITY_CARD.test(digits)
  return digits.length === 10 ? TEN_DIGITS.test(digits) : NATIONAL_ID.test(digits.padStart(12, '0'))
}
