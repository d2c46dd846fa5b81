import { describe, expect, test } from 'vitest'
import { BAC_GIANG, COMMUNES, figures, figuresRegister, HERE, YEN_THE } from './figures-register.ts'
import { checked, committed, forget, listRow, type StagedRecord, withdraw } from './staged-batch.ts'

const register = figuresRegister()
const { kept } = register

describe('finding the area', () => {
  const place = async (record: StagedRecord) => {
    const { issues, args, counts } = await checked(register.db, { kind: 'FIGURES', ...HERE, rows: [record] })
    return { issues, args, created: counts.created }
  }

  test('by name, whatever its spelling, at the level below the batch', async () => {
    expect(await place(figures('xã Đồng Kì', { population: 5000 }))).toMatchObject({ issues: [], created: 1 })
    expect(await place(figures('Dong Ky', { population: 5000 }))).toMatchObject({ issues: [], created: 1 })
  })

  test('two of one name are told apart by their kind, and never guessed without it', async () => {
    expect(await place(figures('Thị trấn Bố Hạ', { population: 5000 }))).toMatchObject({ issues: [], created: 1 })
    const { issues, args } = await place(figures('Bố Hạ', { population: 5000 }))
    expect(issues).toEqual(['area-ambiguous@B5'])
    expect(args).toEqual([{ candidates: 'Thị trấn Bố Hạ (07237), Xã Bố Hạ (07294)' }])
  })

  test('without accents only when one area fits, and with them never the other', async () => {
    const pair = [
      ['07297', 'Xã Minh Quán'],
      ['07298', 'Xã Minh Quân'],
    ] as const
    const [first, ...rest] = [...COMMUNES, ...pair].map((commune) => listRow(BAC_GIANG, YEN_THE, commune))
    if (first === undefined) throw new Error('no communes')
    await forget(register.db)
    await committed(register.db, { kind: 'AREAS', rows: [first, ...rest] })
    expect(await place(figures('Xã Minh Quân', { population: 5000 }))).toMatchObject({ issues: [], created: 1 })
    expect(await place(figures('Xuan Luong', { population: 5000 }))).toMatchObject({ issues: [], created: 1 })
    const { issues, args } = await place(figures('Minh Quan', { population: 5000 }))
    expect(issues).toEqual(['area-ambiguous@B5'])
    expect(args).toEqual([{ candidates: 'Xã Minh Quán (07297), Xã Minh Quân (07298)' }])
  })

  test('with its kind typed without accents, as a second try, and only where one area of that kind fits', async () => {
    const more = [
      ['07303', 'Xã Xà Bang'],
      ['07304', 'Xã Bằng'],
      ['07305', 'Xã Tân Ba'],
      ['07306', 'Xã Tân Bà'],
    ] as const
    const [first, ...rest] = [...COMMUNES, ...more].map((commune) => listRow(BAC_GIANG, YEN_THE, commune))
    if (first === undefined) throw new Error('no communes')
    await forget(register.db)
    await committed(register.db, { kind: 'AREAS', rows: [first, ...rest] })
    const placed = async (name: string) => {
      const { id } = await committed(register.db, {
        kind: 'FIGURES',
        ...HERE,
        rows: [figures(name, { population: 5000 })],
      })
      const [found] = await kept()
      await withdraw(register.db, id)
      return found
    }
    expect(await placed('Xa Dong Ky')).toMatchObject({ code: '07282' })
    expect(await placed('Thi tran Bo Ha')).toMatchObject({ code: '07237' })
    // The name of a commune, although xã Bằng would be typed so too.
    expect(await placed('Xa Bang')).toMatchObject({ code: '07303' })
    const { issues, args } = await place(figures('Xa Tan Ba', { population: 5000 }))
    expect(issues).toEqual(['area-ambiguous@B5'])
    expect(args).toEqual([{ candidates: 'Xã Tân Ba (07305), Xã Tân Bà (07306)' }])
    expect(await place(figures('Thi tran Dong Ky', { population: 5000 }))).toMatchObject({
      issues: ['area-unknown@B5'],
    })
    expect(await place(figures('Xa Dong Ky', { population: 5000 }, '07282'))).toMatchObject({ issues: [] })
  })

  test('of the batch’s own district, though another has a commune of the same name', async () => {
    const elsewhere = ['216', 'Huyện Tân Yên'] as const
    await committed(register.db, {
      kind: 'AREAS',
      rows: [
        ...COMMUNES.map((commune) => listRow(BAC_GIANG, YEN_THE, commune)),
        listRow(BAC_GIANG, elsewhere, ['07301', 'Xã Đồng Kỳ']),
        listRow(BAC_GIANG, elsewhere, ['07302', 'Xã Ngọc Lý']),
      ],
      choices: { asOf: '2017-01-02' },
    })
    expect(await place(figures('Xã Đồng Kỳ', { population: 5000 }))).toMatchObject({ issues: [], created: 1 })
    const { issues } = await place(figures('Xã Ngọc Lý', { population: 5000 }))
    expect(issues).toEqual(['area-unknown@B5'])
  })

  test('of communes of one name in a province never by guessing: the candidates are told with their districts', async () => {
    await forget(register.db)
    await committed(register.db, {
      kind: 'AREAS',
      rows: [
        ...COMMUNES.map((commune) => listRow(BAC_GIANG, YEN_THE, commune)),
        listRow(BAC_GIANG, ['216', 'Huyện Tân Yên'], ['07301', 'Xã Đồng Kỳ']),
      ],
    })
    const wide = { kind: 'FIGURES', asOf: HERE.asOf, choices: { areaCode: '24', asOf: HERE.asOf } } as const
    const told = await checked(register.db, { ...wide, rows: [figures('Xã Đồng Kỳ', { population: 5000 })] })
    expect(told.issues).toEqual(['area-ambiguous@B5'])
    expect(told.args).toEqual([{ candidates: 'Xã Đồng Kỳ (Huyện Yên Thế, 07282), Xã Đồng Kỳ (Huyện Tân Yên, 07301)' }])
    expect(told.counts).toMatchObject({ created: 0, rejected: 1 })
    const coded = await checked(register.db, { ...wide, rows: [figures('Xã Đồng Kỳ', { population: 5000 }, '07301')] })
    expect(coded).toMatchObject({ issues: [], counts: { created: 1 } })
  })

  test('by code, which wins over the name and says when they differ', async () => {
    expect(await place(figures('Đồng Kỳ', { population: 5000 }, '07282'))).toMatchObject({ issues: [], created: 1 })
    expect(await place(figures('Xã Tam Tiến', { population: 5000 }, '07282'))).toMatchObject({
      issues: ['area-name-differs@B5'],
    })
  })

  test('one that is unknown gets the similar names, one elsewhere is told to be elsewhere', async () => {
    const { issues, args } = await place(figures('Xã Đồng Kì Hạ', { population: 5000 }))
    expect(issues).toEqual(['area-unknown@B5'])
    expect(args[0]).toMatchObject({ near: 'Xã Đồng Kỳ' })
    expect(await place(figures('Tỉnh Bắc Giang', { population: 5000 }, '24'))).toMatchObject({
      issues: ['area-outside-batch@A5'],
    })
  })

  test('the batch’s own area may be named', async () => {
    await committed(register.db, {
      kind: 'FIGURES',
      ...HERE,
      rows: [figures('Huyện Yên Thế', { population: 100249, covered: 95026 })],
    })
    expect(await kept()).toEqual([
      { code: '215', measure: 'COVERED', day: '2017-09-30', value: 95026 },
      { code: '215', measure: 'POPULATION', day: '2017-09-30', value: 100249 },
    ])
  })

  test('without the batch’s area nothing is looked up', async () => {
    const { issues, counts } = await checked(register.db, {
      kind: 'FIGURES',
      rows: [figures('Xã Đồng Kỳ', { population: 1 })],
    })
    expect(issues).toEqual(['as-of-not-stated@', 'area-not-stated@'])
    expect(counts.rejected).toBe(1)
  })
})
