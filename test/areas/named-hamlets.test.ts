import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { ancestorsOf, findArea, successorsOf } from '../../src/areas/area.store.ts'
import { batchIssues } from '../../src/batches/batch.store.ts'
import { coverageInFull } from '../../src/coverage/coverage.store.ts'
import { recountAreas } from '../../src/coverage/cube.store.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { execute } from '../../src/kernel/sql.ts'
import { openIntake, type TestIntake } from '../importers/intake/received.ts'
import { committed, forget } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addHamlet, addResident, areaTables } from './area-tables.ts'
import { BEFORE, csv, DAY, HEADINGS, LIST, REFORM } from './reform.ts'

let db: TestDatabase
let hub: TestIntake
beforeAll(async () => {
  db = await createTestDatabase()
  hub = await openIntake(db)
  await forget(db)
  await committed(db, { kind: 'AREAS', rows: LIST })
  for (const name of ['1', '2', '3']) await addHamlet(db, '26449', name)
  for (const [hamlet, people] of Object.entries({ '1': 2, '2': 1, '3': 1 })) {
    for (let person = 0; person < people; person += 1) {
      await addResident(db, '26449')
      await execute(
        db.em,
        `update residence set area_id = (select area_id from area where code = $1)
         where person_id = (select max(person_id) from residence)`,
        [`26449.0${hamlet}`],
      )
    }
  }
  for (let person = 0; person < 4; person += 1) await addResident(db, '26449')
  await recountAreas(db.em)
})
afterAll(async () => {
  await hub.close()
  await db.drop()
})

/** The table of 2025 with the hamlets of Xuân Tâm in a column, instead of the people of its parts. */
function tableNaming(hoa: string, dong: string): string {
  const lines = REFORM.map((line) => {
    if (line.includes('3.000')) return `${line.replace('3.000', '')},"${hoa}"`
    return line.includes('1.000') ? `${line.replace('1.000', '')},"${dong}"` : `${line},`
  })
  return csv(lines, `${HEADINGS},"Thôn, ấp chuyển"`)
}

async function issuesOf(text: string): Promise<string[]> {
  const id = await hub.settled(text, { kind: 'AREA_CHANGES', asOf: DAY })
  const { rows } = await batchIssues(ADMINISTRATOR, db.em, id, {})
  return rows.map(({ severity, code, found }) => `${severity} ${code} ${found ?? ''}`.trim())
}

test('a hamlet in two rows is an error, one that nobody knows is told', async () => {
  expect(await issuesOf(tableNaming('Ấp 1, ấp 2', 'Ấp 2'))).toContain('ERROR area-change-hamlet-twice Ấp 2')
  expect(await issuesOf(tableNaming('Ấp 1, ấp Suối', 'Ấp 2'))).toContain('WARNING area-change-hamlet-unknown suối')
})

test('named hamlets go where their row says, and weigh for those of whom nothing is known', async () => {
  const before = await areaTables(db)
  const text = tableNaming('Ấp 1', 'Ấp 2')
  expect(await issuesOf(text)).toContain('NOTE area-weights-registered')
  const id = await hub.settled(text, { kind: 'AREA_CHANGES', asOf: DAY })
  await hub.port.commit(ADMINISTRATOR, id)
  const tam = await findArea(ADMINISTRATOR, db.em, '26449', BEFORE)
  const after = (await successorsOf(ADMINISTRATOR, db.em, [tam?.areaId ?? 0])).get(tam?.areaId ?? 0) ?? []
  expect(after.map(({ to, weight, weightBasis }) => [to.code, weight, weightBasis]).sort()).toEqual([
    ['26359', 1 / 3, 'REGISTERED'],
    ['26446', 2 / 3, 'REGISTERED'],
  ])
  const hamlet = await findArea(ADMINISTRATOR, db.em, '26449.01', DAY)
  const above = await ancestorsOf(ADMINISTRATOR, db.em, [hamlet?.areaId ?? 0], DAY)
  expect(above.get(hamlet?.areaId ?? 0)?.map(({ fullName }) => fullName)).toEqual([
    'Việt Nam',
    'Tỉnh Đồng Nai',
    'Xã Xuân Hòa',
  ])
  const question = { within: '75', level: 'COMMUNE', basis: 'REGISTRY', asOf: BEFORE, borders: DAY } as const
  const { rows, total } = await coverageInFull(ADMINISTRATOR, db.em, question)
  // Ấp 1 and ấp 2 whole; of ấp 3 and the four without a hamlet two thirds and one third, in whole persons.
  expect(Object.fromEntries(rows.map((row) => [row.area.code, row.population]))).toMatchObject({
    '26446': 2 + 3,
    '26359': 1 + 2,
  })
  expect(total?.population).toBe(8)
  expect(await verifyCube(db.em)).toEqual([])
  await hub.port.withdraw(ADMINISTRATOR, id)
  expect(await areaTables(db)).toEqual(before)
})
