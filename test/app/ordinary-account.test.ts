import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { READER_ROLES } from '../../src/storage/reader-grants.ts'
import { createEmptyDatabase, dropDatabase } from '../support/database.ts'
import { onServer } from '../support/server.ts'
import { COMMUNES_OF_XUAN_LOC, Officer } from './support/officer.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'

const OWNER = `owner_${randomBytes(4).toString('hex')}`
let admin: string
let hub: TestHub

/** A hub whose account in DATABASE_URL owns its database and may do nothing else: guards are forced on it too. */
beforeAll(async () => {
  admin = await createEmptyDatabase()
  const address = new URL(admin)
  await onServer(
    inject('serverUrl'),
    `create role ${OWNER} login password 'x'`,
    `alter database ${address.pathname.slice(1)} owner to ${OWNER}`,
    `grant ${Object.values(READER_ROLES).join(', ')} to ${OWNER} with inherit false, set true`,
  )
  address.username = OWNER
  address.password = 'x'
  hub = await startTestHub({}, { databaseUrl: address.href })
})
afterAll(async () => {
  await hub.close()
  await dropDatabase(admin)
  await onServer(inject('serverUrl'), `drop role ${OWNER}`)
})

const COVERED = '{ coverage(within: "26446", asOf: "2017-03-01") { total { population covered } } }'
const ROLL = [
  'STT,Họ và tên,Mã số BHXH,Số thẻ BHYT,Ngày sinh,Giới tính,Mã xã,Từ ngày,Đến ngày',
  '1,Nguyễn Văn An,9900000001,GD4759900000001,01/02/1980,Nam,26446,01/01/2017,31/12/2017',
  '2,Nguyễn Thị Bình,9900000002,GD4759900000002,02/02/1980,Nữ,26446,01/01/2017,31/12/2017',
]

test('takes sheets in, counts them, shows whom they name, and undoes them like any other', async () => {
  const officer = new Officer(hub)
  const units = await officer.send(COMMUNES_OF_XUAN_LOC, { kind: 'AREAS', asOf: '2017-01-01', areaCode: 'VN' })
  expect(await officer.commit(units.id)).toMatchObject({ status: 'COMMITTED' })
  const roll = await officer.send(ROLL, { kind: 'CARD_ROLL', asOf: '2017-02-01', areaCode: '26446' })
  expect(await officer.commit(roll.id)).toMatchObject({ status: 'COMMITTED', outcomes: { created: 2 } })
  const covered = await hub.ask(COVERED)
  expect(covered.body).toEqual({ data: { coverage: { total: { population: 2, covered: 2 } } } })
  const persons = await hub.ask(
    '{ persons(where: { within: "26446" }, asOf: "2017-03-01", first: 10) { nodes { fullName } } }',
  )
  expect(persons.body.data).toMatchObject({ persons: { nodes: [{ fullName: 'Nguyễn Thị Bình' }, {}] } })
  expect(await officer.withdraw(roll.id)).toMatchObject({ status: 'WITHDRAWN' })
  expect((await hub.ask(COVERED)).body.errors).toBeUndefined()
  expect(hub.log.filter(({ level }) => level === 'error')).toEqual([])
})
