import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkedNetworks, isFrom } from '../../src/access/key-addresses.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const OFFICE = ['203.0.113.0/24', '198.51.100.7/32', '2001:db8::/32']

test.each([
  ['203.0.113.0', true],
  ['203.0.113.255', true],
  ['203.0.112.255', false],
  ['203.0.114.0', false],
  ['198.51.100.7', true],
  ['198.51.100.8', false],
  ['2001:db8::1', true],
  ['2001:db8:ffff::', true],
  ['2001:db9::', false],
  // As a hub that listens on IPv6 is told of callers over IPv4.
  ['::ffff:203.0.113.9', true],
  ['::ffff:203.0.114.9', false],
  ['127.0.0.1', false],
  ['', false],
  ['unknown', false],
])('a key that is bound to an office and shown from “%s”: %s', (address, expected) => {
  expect(isFrom(OFFICE, address)).toBe(expected)
})

test('a key that is bound to nothing is good from anywhere', () => {
  expect(['203.0.113.9', '::1', ''].map((address) => isFrom([], address))).toEqual([true, true, true])
})

test('what is asked is kept as PostgreSQL writes it, an address as a network of its own', async () => {
  expect(await checkedNetworks(database.em, [])).toEqual([])
  expect(
    await checkedNetworks(database.em, [' 203.0.113.0/24', '198.51.100.7', '2001:0DB8:0::/32', '::1', '0.0.0.0/0']),
  ).toEqual(['203.0.113.0/24', '198.51.100.7/32', '2001:db8::/32', '::1/128', '0.0.0.0/0'])
})

test.each([
  '',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.0/33',
  '203.0.113.0/',
  '203.0.113.0/24/24',
  '203.0.113.0/-1',
  '2001:db8::/129',
  'fe80::1%eth0',
  'office.example.vn',
  "1.1.1.1'; drop table api_key; --",
])('“%s” is no network, and the refusal says which of them it is', async (text) => {
  await expect(checkedNetworks(database.em, ['203.0.113.0/24', text])).rejects.toThrow(
    expect.objectContaining({ reason: 'key-address-not-readable', args: { place: 2, found: text } }),
  )
})

test('an address within its network is asked about, not widened in silence', async () => {
  await expect(checkedNetworks(database.em, ['::1', '10.1.2.3/8'])).rejects.toThrow(
    expect.objectContaining({ reason: 'key-address-within-network', args: { place: 2, network: '10.0.0.0/8' } }),
  )
})

test('more than twenty are refused', async () => {
  const many = Array.from({ length: 21 }, (_, at) => `203.0.113.${at}`)
  expect(await checkedNetworks(database.em, many.slice(1))).toHaveLength(20)
  await expect(checkedNetworks(database.em, many)).rejects.toThrow(
    expect.objectContaining({ reason: 'key-addresses-too-many' }),
  )
})
