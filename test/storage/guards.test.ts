import { afterAll, beforeAll, expect, it } from 'vitest'
import { rows } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
it('reads', async () => {
  const em = db.database.reader({ role: 'FIGURES', scope: 'country', reach: 'country', account: 'a' })
  console.log(await rows(em, 'select current_user, code from area'), await rows(em, 'select * from target'))
  console.log(await rows(em, 'explain select * from residence'))
  console.log(await rows(db.em, 'explain select * from residence'))
})
