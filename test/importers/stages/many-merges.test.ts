import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SOURCES } from '../../../importers/sources/all-sources.ts'
import { readFile } from '../../../importers/stages/read-file.ts'
import type { ReadAnswer } from '../../../importers/stages/read-protocol.ts'
import { PROVINCE_LIMITS } from '../../../importers/workbook/limits.ts'
import { mergedRoll } from '../../support/merged-roll.ts'
import { readBytes } from '../workbook/read-workbook.ts'

/** With half as many addresses that is ten thousand merged ranges. */
const PERSONS = 6_700

/** What the pipeline's first half says of a file: its rows as COPY text, and codes of issues. */
async function understood(bytes: Buffer): Promise<{ kind: string | null; rows: string[]; issues: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'baophu-merges-'))
  const answers: ReadAnswer[] = []
  try {
    const path = join(folder, 'kept')
    writeFileSync(path, bytes)
    const request = { path, fileName: 'kept.xlsx', choices: {}, recipes: [], limits: PROVINCE_LIMITS }
    await readFile(request, SOURCES, async (answer) => {
      answers.push(answer)
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const [first] = answers
  const text = answers.flatMap((answer) => (answer.type === 'rows' ? [Buffer.from(answer.copyText).toString()] : []))
  return {
    kind: first?.type === 'recognised' ? first.recognised.kind : null,
    rows: text.join('').trimEnd().split('\n'),
    issues: answers.flatMap((answer) => (answer.type === 'issues' ? answer.issues.map(({ code }) => code) : [])),
  }
}

test('ten thousand merged ranges are read to the last, and every row says what it says without them', async () => {
  const { sheets } = await readBytes(mergedRoll(PERSONS))
  expect(sheets[0]?.merges?.length).toBeGreaterThanOrEqual(10_000)
  expect(sheets[0]?.merges?.slice(-2)).toEqual([
    { top: PERSONS + 3, left: 9, bottom: PERSONS + 4, right: 9 },
    { top: PERSONS + 4, left: 10, bottom: PERSONS + 4, right: 11 },
  ])
  const { kind, rows, issues } = await understood(mergedRoll(PERSONS))
  expect([kind, rows.length]).toEqual(['CARD_ROLL', PERSONS])
  expect(rows.every((row) => row.includes('\tREADY\t') && row.includes('2017-01-01\t2018-01-01'))).toBe(true)
  // Only the heading needs its ranges: what a data row lacks is not taken from another's.
  const [one, other] = ['GD4000000000001', 'GD4000000000002'].map((card) => rows.find((row) => row.includes(card)))
  expect([one?.includes('Ấp 1'), other?.includes('Ấp')]).toEqual([true, false])
  expect(issues).toEqual((await understood(mergedRoll(PERSONS, false))).issues)
})
