import { describe, expect, test } from 'vitest'
import { rows } from '../../../src/kernel/sql.ts'
import { COMMUNES, figures, figuresRegister, HERE } from './figures-register.ts'
import { checked, committed, type StagedRecord, withdraw } from './staged-batch.ts'

const register = figuresRegister()
const { kept } = register

describe('rules', () => {
  const issuesOf = async (...records: StagedRecord[]) =>
    checked(register.db, { kind: 'FIGURES', ...HERE, rows: records })

  test('more covered than residents is rejected', async () => {
    const { issues, counts } = await issuesOf(figures('Xã Đồng Kỳ', { population: 5000, covered: 5001 }))
    expect(issues).toEqual(['covered-exceeds-population@J5'])
    expect(counts.rejected).toBe(1)
  })

  test('more covered pupils than pupils are rejected, others are figures of their own', async () => {
    const { issues, counts } = await issuesOf(
      figures('Xã Đồng Kỳ', { students: 900, students_covered: 901 }),
      figures('Xã Xuân Lương', { students: 900, students_covered: 882 }),
    )
    expect(issues).toEqual([expect.stringMatching(/^covered-students-exceed-students@[A-Z]+5$/)])
    expect(counts).toMatchObject({ rejected: 1, created: 1 })
  })

  test('figures of two offices for one day stand beside each other, and a withdrawal takes back those of its own', async () => {
    const of = (population: number, origin?: string) => ({
      kind: 'FIGURES' as const,
      ...HERE,
      rows: [figures('Xã Đồng Kỳ', { population, ...(origin ? { origin } : {}) })],
    })
    await committed(register.db, of(5000, 'STATISTICS_OFFICE'))
    const other = await committed(register.db, of(5100, 'POLICE'))
    const stated = () => rows(register.db.em, 'select origin, value from reported_figure order by origin')
    expect(await stated()).toEqual([
      { origin: 'POLICE', value: 5100 },
      { origin: 'STATISTICS_OFFICE', value: 5000 },
    ])
    expect((await committed(register.db, of(5000, 'STATISTICS_OFFICE'))).counts).toMatchObject({ unchanged: 1 })
    await withdraw(register.db, other.id)
    expect(await stated()).toEqual([{ origin: 'STATISTICS_OFFICE', value: 5000 }])
  })

  test('a stated rate may differ by rounding only', async () => {
    const { issues, args } = await issuesOf(
      figures('Huyện Yên Thế', { population: 100249, covered: 95026, stated_rate: 0.948 }),
      figures('Xã Đồng Kỳ', { population: 10000, covered: 9000, stated_rate: 0.95 }),
    )
    expect(issues).toEqual(['stated-rate-differs@U6'])
    expect(args).toEqual([{ covered: 9000, population: 10000, rate: '90.00' }])
  })

  test('opening plus increase minus decrease is closing', async () => {
    const { issues, args } = await issuesOf(
      figures('Xã Đồng Kỳ', { opening: 100, increase: 20, decrease: 5, closing: 115 }),
      figures('Xã Xuân Lương', { opening: 100, increase: 20, decrease: 5, closing: 120 }),
    )
    expect(issues).toEqual(['closing-differs@R6'])
    expect(args).toEqual([{ expected: 115 }])
  })

  test('a total is compared with its rows and never committed', async () => {
    const rows = [figures('Xã Đồng Kỳ', { population: 5000 }), figures('Xã Xuân Lương', { population: 6000 })]
    const total = (population: number): StagedRecord => ({ is_total: true, area_name: 'Tổng cộng', population })
    expect(await issuesOf(...rows, total(11000))).toMatchObject({ issues: [], counts: { created: 2, skipped: 1 } })
    const { issues, args } = await issuesOf(...rows, total(12000))
    expect(issues).toEqual(['total-differs@I7'])
    expect(args).toEqual([{ sum: 11000 }])
  })

  test('an area’s own number is compared with the sum of all its parts, known from wherever', async () => {
    const communes = COMMUNES.map(([code, name]) => figures(name, { population: 4000 }, code))
    await committed(register.db, { kind: 'FIGURES', ...HERE, rows: communes.slice(0, 3) })
    const district = figures('Huyện Yên Thế', { population: 21000 })
    expect((await issuesOf(district, ...communes.slice(3, 4))).issues).toEqual([])
    const { issues, args } = await issuesOf(district, ...communes.slice(3))
    expect(issues).toEqual(['parent-differs@I5'])
    expect(args).toEqual([{ sum: 20000 }])
  })

  test('a number whose thousands were read as decimals is suspicious', async () => {
    const { issues } = await issuesOf(
      ...COMMUNES.slice(0, 4).map(([code, name]) => figures(name, { population: 20000 }, code)),
      figures('Xã Đồng Kỳ', { population: 22 }),
    )
    expect(issues).toEqual(['figure-suspiciously-small@I9'])
  })

  test('two numbers for one area are a contradiction, the same number twice is not', async () => {
    const { issues } = await issuesOf(
      figures('Xã Đồng Kỳ', { population: 5000 }),
      figures('Xã Đồng Kỳ', { population: 5000, covered: 4000 }),
      figures('Xã Đồng Kỳ', { population: 5001 }),
    )
    expect(issues).toEqual(['figure-twice@I7'])
  })
})

describe('committing', () => {
  const first = [
    figures('Xã Đồng Kỳ', { population: 5000, covered: 4000 }),
    figures('Xã Xuân Lương', { population: 6000 }),
  ]

  test('the same file again changes nothing, a corrected one changes what differs', async () => {
    await committed(register.db, { kind: 'FIGURES', ...HERE, rows: first })
    const again = await committed(register.db, { kind: 'FIGURES', ...HERE, rows: first })
    expect(again.counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
    const corrected = [figures('Xã Đồng Kỳ', { population: 5000, covered: 4100 }), ...first.slice(1)]
    const { counts, id } = await committed(register.db, { kind: 'FIGURES', ...HERE, rows: corrected })
    expect(counts).toMatchObject({ updated: 1, unchanged: 1 })
    const changes = await rows(
      register.db.em,
      `select kind, label, before - '_image' as before, after - '_as_of' - '_origin' as after from register_change where batch_id = $1`,
      [id],
    )
    expect(changes).toEqual([
      { kind: 'UPDATED', label: 'Xã Đồng Kỳ', before: { COVERED: 4000 }, after: { COVERED: 4100 } },
    ])
  })

  test('keeps where each number stands in the file', async () => {
    await committed(register.db, { kind: 'FIGURES', ...HERE, rows: first })
    expect(
      await rows(
        register.db.em,
        `select row, column_letters as letters from reported_figure order by row, column_letters`,
      ),
    ).toEqual([
      { row: 5, letters: 'I' },
      { row: 5, letters: 'J' },
      { row: 6, letters: 'I' },
    ])
  })

  test('and withdrawing brings back what was; what a later batch wrote stays', async () => {
    await committed(register.db, { kind: 'FIGURES', ...HERE, rows: first })
    const before = await kept()
    const { id } = await committed(register.db, {
      kind: 'FIGURES',
      ...HERE,
      rows: [figures('Xã Đồng Kỳ', { population: 5500, covered: 4500, households: 1200 })],
    })
    await committed(register.db, { kind: 'FIGURES', ...HERE, rows: [figures('Xã Đồng Kỳ', { covered: 4600 })] })
    expect(await withdraw(register.db, id)).toEqual({
      undone: 2,
      kept: 1,
      blocked: 0,
      reasons: [{ code: 'withdrawal-written-later', count: 1, examples: ['Xã Đồng Kỳ'] }],
    })
    expect(await kept()).toEqual(
      before.map((figure) =>
        'measure' in figure && figure.measure === 'COVERED' ? { ...figure, value: 4600 } : figure,
      ),
    )
  })
})
