import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { rows } from '../../src/kernel/sql.ts'
import { openIntake, type TestIntake } from '../importers/intake/received.ts'
import { forget, told } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import fc from '../support/fast-check.ts'
import { nameOf, pathOf } from './area-tables.ts'

let db: TestDatabase
let hub: TestIntake
beforeAll(async () => {
  db = await createTestDatabase()
  hub = await openIntake(db)
})
afterAll(async () => {
  await hub.close()
  await db.drop()
})

type Unit = readonly [code: string, name: string, districtCode: string, district: string]

const XUAN_LOC = ['741', 'Huyện Xuân Lộc'] as const
const THONG_NHAT = ['740', 'Huyện Thống Nhất'] as const
const UNITS: readonly Unit[] = [
  ['26443', 'Xã Xuân Hòa', ...XUAN_LOC],
  ['26446', 'Xã Xuân Hưng', ...XUAN_LOC],
  ['26449', 'Xã Xuân Tâm', ...XUAN_LOC],
  ['26299', 'Xã Lộ 25', ...THONG_NHAT],
  ['26302', 'Xã Gia Kiệm', ...THONG_NHAT],
]
const [HOA, HUNG, TAM, LO_25, GIA_KIEM] = UNITS.map((unit) => unit.join(','))
const HEADINGS = 'Mã,Tên,Mã QH,Quận Huyện,Mã TP,Tỉnh / Thành Phố'

/** A list of communes, a row a line without its province. */
const listOf = (lines: readonly (string | undefined)[]): string =>
  [HEADINGS, ...lines.map((line) => `${line},75,Tỉnh Đồng Nai`)].join('\n')

async function begin(): Promise<void> {
  await forget(db)
  await hub.port.commit(ADMINISTRATOR, await hub.settled(listOf(UNITS.map((unit) => unit.join(',')))))
}

/** The units that a list of 2020 would end, by their codes, and what it is told. */
async function ends(list: string): Promise<{ id: number; codes: string[]; issues: readonly string[] }> {
  const id = await hub.settled(list, { asOf: '2020-01-01' })
  const gone = await rows<{ code: string }>(
    db.em,
    `select area.code from register_change change join area on area.area_id = change.subject_id
     where change.batch_id = $1 and change.kind = 'GONE' order by area.code`,
    [id],
  )
  const { issues } = await told(db, id)
  return { id, codes: gone.map(({ code }) => code), issues: issues.filter((issue) => !/^(read-as|column)/.test(issue)) }
}

describe('a unit whose row is in a list but is not read', () => {
  beforeEach(begin)

  test('stays by its code, whatever its name is; a unit without a row ends', async () => {
    const { id, codes, issues } = await ends(listOf([HOA, '26446,,741,Huyện Xuân Lộc', LO_25, GIA_KIEM]))
    expect(codes).toEqual(['26449'])
    expect(issues).toEqual(['area-name-missing@3'])
    await hub.port.commit(ADMINISTRATOR, id)
    expect(await nameOf(db, '26446', '2020-01-01')).toBe('Xã Xuân Hưng')
    expect(await nameOf(db, '26449', '2020-01-01')).toBeUndefined()
  })

  test('stays by its name where its code is damaged, or given to another', async () => {
    const damaged = await ends(listOf([HOA, '2644x,Xã Xuân Hưng,741,Huyện Xuân Lộc', LO_25, GIA_KIEM]))
    expect(damaged.codes).toEqual(['26449'])
    expect(damaged.issues).toEqual(['area-code-not-readable@A3'])
    const taken = await ends(listOf([HOA, '26443,Xã Xuân Hưng,741,Huyện Xuân Lộc', LO_25, GIA_KIEM]))
    expect(taken.codes).toEqual(['26449'])
    expect(taken.issues).toEqual(['area-code-two-names@2', 'area-code-two-names@3'])
  })

  test('stays where nothing tells that it is a commune: a bare name without a code is no row of its district', async () => {
    const { codes, issues } = await ends(listOf([HOA, ',Xuan Hung,741,Huyện Xuân Lộc', LO_25, GIA_KIEM]))
    expect(codes).toEqual(['26449'])
    expect(issues).toEqual(['area-name-missing@3'])
  })

  test('stays with an unknown parent, and in a district that no other row names', async () => {
    const unknown = await ends(listOf([HOA, TAM, '26446,Xã Xuân Hưng,7x1,Huyện Xuân', LO_25, GIA_KIEM]))
    expect(unknown.codes).toEqual([])
    expect(unknown.issues).toEqual(['area-code-not-readable@C4'])
    const alone = await ends(listOf([HOA, HUNG, TAM, 'x,Xã Lộ 25,740,Huyện Thống Nhất']))
    expect(alone.codes).toEqual(['26302'])
    expect(await pathOf(db, '26299', '2020-01-01')).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Huyện Thống Nhất'])
  })

  test('moves nobody else when it is looked for in the district it moves to', async () => {
    const { codes } = await ends(listOf([HOA, HUNG, 'x,Xã Xuân Tâm,740,Huyện Thống Nhất', LO_25]))
    expect(codes).toEqual(['26302'])
  })

  test('stays when its row is taken for a heading', async () => {
    const provinces = (lines: readonly string[]): string => ['Mã,Tên', ...lines].join('\n')
    await forget(db)
    const known = ['75,Tỉnh Đồng Nai', '24,Tỉnh Bắc Giang', '49,Tỉnh Quảng Nam']
    await hub.port.commit(ADMINISTRATOR, await hub.settled(provinces(known), { areaCode: 'VN' }))
    const id = await hub.settled(provinces(['75,Tỉnh Đồng Nai', ',Tỉnh Bắc Giang']), {
      areaCode: 'VN',
      asOf: '2020-01-01',
    })
    await hub.port.commit(ADMINISTRATOR, id)
    expect(await nameOf(db, '24', '2020-01-01')).toBe('Tỉnh Bắc Giang')
    expect(await nameOf(db, '49', '2020-01-01')).toBeUndefined()
  })
})

describe('a row that does not tell which unit it means', () => {
  beforeEach(begin)

  test('lets nothing end in its district, and says so; elsewhere units end', async () => {
    const list = listOf([HOA, '2644x,,741,Huyện Xuân Lộc', LO_25])
    const { id, codes, issues } = await ends(list)
    expect(codes).toEqual(['26302'])
    expect(issues).toEqual(['area-code-not-readable@A3', 'area-row-unclear@3'])
    const { args } = await told(db, id)
    expect(args.find(({ names }) => names)).toEqual({
      area: 'Huyện Xuân Lộc',
      count: 2,
      names: 'Xã Xuân Hưng, Xã Xuân Tâm',
    })
    await hub.port.commit(ADMINISTRATOR, id)
    expect(await nameOf(db, '26449', '2020-01-01')).toBe('Xã Xuân Tâm')
    const mended = await ends(listOf([HOA, HUNG, LO_25]).replace('Xã Xuân Hưng', 'Xã Xuân Hưng '))
    expect(mended.codes).toEqual(['26449'])
  })

  test('lets nothing end at all when it does not say where either', async () => {
    const list = `${listOf([HOA, LO_25])}\n2644x,,,,,Đồng Nay`
    const { codes, issues } = await ends(list)
    expect(codes).toEqual([])
    expect(issues).toEqual(['area-code-not-readable@A4', 'area-row-unclear@4'])
  })

  test('is told nothing more when the list has every unit', async () => {
    const { codes, issues } = await ends(listOf([HOA, HUNG, TAM, LO_25, GIA_KIEM, '2644x,,741,Huyện Xuân Lộc']))
    expect(codes).toEqual([])
    expect(issues).toEqual(['area-code-not-readable@A7'])
  })
})

test('however the rows of a list are damaged, no unit ends whose code or name stands in one of them', async () => {
  await begin()
  const damage: readonly ((unit: Unit) => string)[] = [
    (unit) => unit.join(','),
    ([code, , district, name]) => `${code},,${district},${name}`,
    ([code, name, , district]) => `${code},${name},74x,${district}`,
    ([code, name]) => `${code},${name},,`,
    ([, name, district]) => `${name.length},${name},${district},`,
    ([, name]) => `,${name.replace('Xã ', '')},,`,
    ([code, , district]) => `${code},#REF!,${district},#REF!`,
    ([, , district, of]) => `#N/A,#REF!,${district},${of}`,
  ]
  const row = fc.record({ unit: fc.constantFrom(...UNITS), how: fc.constantFrom(...damage) })
  const list = fc.uniqueArray(row, { selector: ({ unit }) => unit[0], minLength: 2 })
  await fc.assert(
    fc.asyncProperty(list, async (chosen) => {
      const text = listOf(chosen.map(({ unit, how }) => how(unit)))
      const { codes } = await ends(text)
      const ended = UNITS.filter(([code]) => codes.includes(code))
      const listed = ended.filter(([code, name]) => text.includes(code) || text.includes(name.replace('Xã ', '')))
      expect(listed).toEqual([])
      const hidden = chosen.filter(({ how }) => how === damage.at(-1)).map(({ unit }) => unit[2])
      expect(ended.filter(([, , district]) => hidden.includes(district))).toEqual([])
    }),
    { numRuns: 12, seed: 20261122 },
  )
}, 240_000)
