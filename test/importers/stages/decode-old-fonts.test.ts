import { describe, expect, test } from 'vitest'
import { OldFontDecoder } from '../../../importers/stages/decode-old-fonts.ts'
import type { CellValue, OldFont, SheetRow } from '../../../importers/workbook/workbook.ts'
import fc from '../../support/fast-check.ts'
import { asTcvn3, asVni, syllable } from '../../support/old-font-text.ts'

function rowOf(number: number, cells: readonly CellValue[], fonts?: readonly OldFont[]): SheetRow {
  return { number, cells, hidden: false, ...(fonts && { fonts }) }
}

function decoded(...rows: readonly (readonly CellValue[])[]) {
  const decoder = new OldFontDecoder()
  const block = decoder.block(rows.map((cells, at) => rowOf(at + 1, cells)))
  const told = [...block.findings].flatMap(([row, found]) =>
    found.map(({ code, column }) => `${row}/${column} ${code}`),
  )
  return { cells: block.rows.map(({ cells }) => cells), told, encoding: decoder.encoding, count: decoder.count }
}

const ANCHORS = ['Nguyễn Văn Bảo', 'Trần Thị Hồng', 'Đặng Hữu Nghĩa']
const names = fc
  .array(fc.tuple(fc.nat(500), fc.nat(500), fc.nat(5)), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([onset, rhyme, tone]) => syllable(onset, rhyme, tone)).join(' '))

describe('a whole sheet comes back as it was written', () => {
  test.each([
    ['tcvn3', asTcvn3],
    ['vni', asVni],
  ] as const)('%s', (encoding, written) => {
    fc.assert(
      fc.property(fc.array(names, { maxLength: 8 }), (list) => {
        const texts = [...ANCHORS, ...list.map((name) => `Lê ${name}`)]
        const read = decoded(...texts.map((text) => [1, written(text)]))
        expect(read.cells).toEqual(texts.map((text) => [1, text]))
        expect(read.encoding).toBe(encoding)
        expect(read.told.filter((told) => told.endsWith('text-in-old-font'))).toEqual([])
      }),
    )
  })
})

test('a sheet of Unicode, ASCII and numbers comes back untouched, the very same rows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(names, fc.string({ unit: 'grapheme-ascii' }), fc.double()), { maxLength: 20 }),
      (list) => {
        const rows = list.map((cell, at) => rowOf(at + 1, [cell]))
        expect(new OldFontDecoder().block(rows).rows).toBe(rows)
      },
    ),
  )
})

test('names of other peoples and languages stay in a sheet of old fonts too', () => {
  const others = ['Y Ñan Niê', 'H’ Bêt Êban', 'K’ Brông', 'John Müller', 'José Muñoz', 'Krông Nô', 'GD4 750-01 §', 'm²']
  const read = decoded(
    ['Họ và tên'],
    ...ANCHORS.map((name) => [asTcvn3(name)]),
    ...ANCHORS.map((name) => [asVni(name)]),
    ...ANCHORS.map((name) => [name]),
    ...others.map((name) => [name]),
  )
  expect(read.cells.slice(10).flat()).toEqual(others)
  expect(read.cells.slice(1, 10).flat()).toEqual([...ANCHORS, ...ANCHORS, ...ANCHORS])
  expect(read.encoding).toBe('mixed')
})

describe('a text that may be either', () => {
  test('is what its column is', () => {
    expect(decoded(...ANCHORS.map((name) => [asTcvn3(name)]), [asTcvn3('Phan Bộ')]).cells[3]).toEqual(['Phan Bộ'])
    expect(decoded(...ANCHORS.map((name) => [name]), ['Phan Bé']).cells[3]).toEqual(['Phan Bé'])
  })

  test('is what its row is in a column of both', () => {
    const both = [...ANCHORS.map((name) => [name, '']), ...ANCHORS.map((name) => [asVni(name), ''])]
    const unicode = decoded(...both, ['Hoàng Lan', 'Ấp Đồng Tâm'])
    expect(unicode.cells[6]).toEqual(['Hoàng Lan', 'Ấp Đồng Tâm'])
    expect(unicode.told).toEqual([])
  })

  test('is said to be doubtful where nothing decides', () => {
    const read = decoded(...ANCHORS.map((name) => [name]), ...ANCHORS.map((name) => [asTcvn3(name)]), ['Phan Bé'])
    expect(read.cells[6]).toEqual(['Phan Bé'])
    expect(read.told).toEqual(['7/0 text-in-old-font'])
  })
})

describe('the font of the cell', () => {
  const read = (cells: readonly CellValue[], fonts: readonly OldFont[]) =>
    new OldFontDecoder().block([rowOf(1, cells, fonts)]).rows[0]?.cells

  test('decides where the text says too little', () => {
    expect(read(['Phan Bé', 'Bé', 'Hoàng'], ['tcvn3', null, 'vni'])).toEqual(['Phan Bộ', 'Bé', 'Hồng'])
  })

  test('of capitals makes capitals', () => {
    expect(read([asTcvn3('Lê Thị Hồng'), asTcvn3('Ấp')], ['tcvn3-capitals', 'tcvn3-capitals'])).toEqual([
      'LÊ THỊ HỒNG',
      'ẤP',
    ])
  })

  test('does not damage Unicode that was pasted into it', () => {
    expect(read(['Nguyễn Văn Bé', 'Hà Nam', 'ABC 1'], ['tcvn3', 'tcvn3', 'tcvn3'])).toEqual([
      'Nguyễn Văn Bé',
      'Hà Nam',
      'ABC 1',
    ])
  })
})

test('a lost ư is told of the cell, also where nothing else had to be decoded', () => {
  const stripped = (text: string) => asTcvn3(text).replaceAll('\u00ad', '')
  const read = decoded(...ANCHORS.map((name) => [stripped(name)]), [stripped('Lê Phước')], [stripped('Phan Hưng')])
  expect(read.cells.slice(3).flat()).toEqual(['Lê Phớc', 'Phan Hng'])
  expect(read.told).toEqual(['4/0 letter-lost', '5/0 letter-lost'])
})

test('what was seen in earlier blocks counts in later ones', () => {
  const decoder = new OldFontDecoder()
  decoder.block(ANCHORS.map((name, at) => rowOf(at + 1, [asTcvn3(name)])))
  expect(decoder.block([rowOf(9, [asTcvn3('Hà')])]).rows[0]?.cells).toEqual(['Hà'])
  expect(decoder.count).toBe(4)
})

describe('a sheet of sixty different names without one ư', () => {
  const NAMES = ['Nguyễn Văn', 'Trần Thị', 'Lê Đình', 'Phạm Ngọc', 'Vũ Hồng', 'Đặng Mỹ'].flatMap((first) =>
    ['Lan', 'Hòa', 'Thủy', 'Bình', 'Tuấn', 'Kỳ', 'Sỹ', 'Oanh', 'Nhật', 'Quế'].map((last) => `${first} ${last}`),
  )
  function afterReading(names: readonly string[]) {
    const decoder = new OldFontDecoder()
    decoder.block(names.map((name, at) => rowOf(at + 1, [asTcvn3(name)])))
    return decoder.cellsWithoutLetterU
  }

  test('has lost it, perhaps also where what is left is a syllable', () => {
    expect(afterReading([...NAMES, 'Lu Thị Mỹ'])).toBeGreaterThanOrEqual(60)
  })

  test('has not when one is there, nor do fewer names or the same ones again prove it', () => {
    expect(afterReading([...NAMES, 'Lưu Thị Mỹ'])).toBeNull()
    expect(afterReading(NAMES.slice(1))).toBeNull()
    expect(afterReading([...NAMES.slice(1), ...NAMES.slice(1)])).toBeNull()
  })
})
