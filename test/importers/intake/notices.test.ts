import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { batch, batchIssues } from '../../../src/batches/batch.store.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { buildXlsx } from '../../support/xlsx-builder.ts'
import { zipOf } from '../../support/zip-writer.ts'
import { LIST, openIntake } from './received.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

test('a workbook with macros in an archive is read as data, and the officer is told of both', async () => {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  const rows = LIST.split('\n').map((line) => `<row>${line.split(',').map(cell).join('')}</row>`)
  const workbook = buildXlsx({
    sheets: [rows.join('')],
    contentType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    extraParts: [{ name: 'xl/vbaProject.bin', content: 'no macro' }],
  })
  const hub = await openIntake(db)
  try {
    const id = await hub.settled(zipOf([{ name: 'xã.xlsm', content: workbook }]))
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({ status: 'CHECKED', created: 3, blocking: false })
    const { rows: issues } = await batchIssues(ADMINISTRATOR, db.em, id, {})
    expect(issues.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      expect.arrayContaining(['NOTE archive-unpacked', 'NOTE macros-ignored']),
    )
  } finally {
    await hub.close()
  }
})
