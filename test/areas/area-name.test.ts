import { describe, expect, test } from 'vitest'
import { kindsWithoutAccents, splitAreaName } from '../../src/areas/area-name.ts'
import fc from '../support/fast-check.ts'

describe('the kind of unit, its level and the bare name', () => {
  test.each([
    ['Xã Xuân Hưng', 'Xã', 'COMMUNE', 'Xuân Hưng'],
    ['xã  Bắc Sơn', 'Xã', 'COMMUNE', 'Bắc Sơn'],
    ['HUYỆN YÊN THẾ', 'Huyện', 'DISTRICT', 'YÊN THẾ'],
    ['Thị Trấn Bố Hạ', 'Thị trấn', 'COMMUNE', 'Bố Hạ'],
    ['TT. Cầu Gồ', 'Thị trấn', 'COMMUNE', 'Cầu Gồ'],
    ['Thị xã Sơn Tây', 'Thị xã', 'DISTRICT', 'Sơn Tây'],
    ['Đặc khu Côn Đảo', 'Đặc khu', 'COMMUNE', 'Côn Đảo'],
    ['TP. Hồ Chí Minh', 'Thành phố', null, 'Hồ Chí Minh'],
    ['Phường \nHoàn Kiếm', 'Phường', 'COMMUNE', 'Hoàn Kiếm'],
    ['Tổ dân phố Trung', 'Tổ dân phố', 'HAMLET', 'Trung'],
    ['Tổ nhân dân 12', 'Tổ nhân dân', 'RESIDENT_GROUP', '12'],
    ['Tổ 5', 'Tổ', 'RESIDENT_GROUP', '5'],
    ['KP3', 'Khu phố', 'HAMLET', '3'],
    ['Xã Bản Công', 'Xã', 'COMMUNE', 'Bản Công'],
    ['Xuân Lương', '', null, 'Xuân Lương'],
    ['Xã', '', null, 'Xã'],
    ['Xãnh Hạ', '', null, 'Xãnh Hạ'],
  ])('%j', (text, unitType, level, name) => {
    expect(splitAreaName(text)).toMatchObject({ unitType, level, name })
  })
})

test('in a column of communes “Bản Qua” is a commune, not a hamlet called Qua', () => {
  expect(splitAreaName('Bản Qua', ['COMMUNE'])).toMatchObject({ unitType: '', level: null, name: 'Bản Qua' })
  expect(splitAreaName('Bản Qua')).toMatchObject({ unitType: 'Bản', level: 'HAMLET', name: 'Qua' })
})

test('the column settles what “Thành phố” is', () => {
  expect(splitAreaName('Thành phố Huế', ['PROVINCE']).level).toBe('PROVINCE')
  expect(splitAreaName('Thành phố Bắc Giang', ['DISTRICT']).level).toBe('DISTRICT')
})

test('numbered places have one key however the number is written', () => {
  const keys = ['Ấp 3', 'Ấp 03', 'ấp số 3', 'ẤP  3'].map((text) => splitAreaName(text).key)
  expect(new Set(keys)).toEqual(new Set(['3']))
  expect(splitAreaName('Phường 10').key).toBe('10')
  expect(splitAreaName('Tổ 1A').key).toBe('1a')
})

describe('a kind that was typed without accents', () => {
  test.each([
    ['Ap 3', 'Ấp', '3'],
    ['AP SO 03', 'Ấp', '3'],
    ['Khu pho 2', 'Khu phố', '2'],
    ['To dan pho 4A', 'Tổ dân phố', '4a'],
    ['Phuong 10', 'Phường', '10'],
  ])('is one before a number: %s', (text, unitType, key) => {
    expect(splitAreaName(text)).toMatchObject({ unitType, key })
  })

  test.each(['Xa Bang', 'Ban Qua', 'Thi tran Bo Ha', 'Khu pho Trung', 'Ap', 'Apa 3'])(
    'stays with a name, which may begin so: %s',
    (text) => {
      expect(splitAreaName(text)).toMatchObject({ unitType: '', name: text })
    },
  )

  test('is listed with every level that it may stand for, and only where it has accents to lose', () => {
    const kinds = kindsWithoutAccents()
    expect(kinds.filter(({ word }) => word === 'thanh pho').map(({ level }) => level)).toEqual(['PROVINCE', 'DISTRICT'])
    expect(kinds).toContainEqual({ word: 'xa', unitType: 'Xã', level: 'COMMUNE' })
    expect(kinds.map(({ word }) => word)).not.toContain('tp')
  })
})

test('a name keeps its spelling while its key folds it', () => {
  expect(splitAreaName('Xã Đồng Kì')).toMatchObject({ name: 'Đồng Kì', key: 'đồng kì', plain: 'dong ki' })
  expect(splitAreaName('Xã Đồng Kỳ')).toMatchObject({ name: 'Đồng Kỳ', key: 'đồng kì', plain: 'dong ki' })
})

test('nothing of a text is lost: kind and name give its key again', () => {
  const units = fc.constantFrom('Xã', 'Phường', 'Huyện', 'Tỉnh', 'Ấp', 'Thôn', 'Thị trấn', 'Tổ dân phố')
  const words = fc.stringMatching(/^[A-ZĐ][a-zđêôơưà-ỹ]{0,6}( [A-ZĐ][a-zđêôơưà-ỹ]{0,6}){0,2}$/u)
  fc.assert(
    fc.property(units, words, (unit, name) => {
      const split = splitAreaName(`${unit} ${name}`)
      expect(split.unitType).toBe(unit)
      expect(split.key).toBe(splitAreaName(name, []).key)
    }),
  )
})
