import { describe, expect, test } from 'vitest'
import { readGlobals, readSheetLook } from '../../../importers/workbook/xls-records.ts'
import {
  readBundledSheets,
  readStyleFonts,
  readSheetLook as readXlsbLook,
} from '../../../importers/workbook/xlsb-records.ts'

const FONTS = ['Arial', '.VnTime', 'VNI-Times', 'Times New Roman', '.VnArialH']

const u16 = (...values: readonly number[]) => Buffer.from(new Uint16Array(values).buffer)
const u32 = (...values: readonly number[]) => Buffer.from(new Uint32Array(values).buffer)
const wide = (text: string) => Buffer.from(text, 'utf16le')

function record(type: number, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(content)
  return Buffer.concat([u16(type, bytes.length), bytes])
}

/** A stream with the five fonts, a style for each and, behind them, a sheet; the fifth font is number 5 of the format. */
function streamOf(version: 0x0500 | 0x0600, sheet: readonly Buffer[]): Buffer {
  const name = (text: string) =>
    version === 0x0600
      ? [Buffer.from([text.length, text.length % 2]), text.length % 2 ? wide(text) : Buffer.from(text, 'latin1')]
      : [Buffer.from([text.length]), Buffer.from(text, 'latin1')]
  const globals = (place: number) =>
    Buffer.concat([
      record(0x0809, u16(version, 5), Buffer.alloc(12)),
      ...FONTS.map((font) => record(0x0031, Buffer.alloc(14), ...name(font))),
      ...[0, 1, 2, 3, 5].map((font) => record(0x00e0, u16(font, 0), Buffer.alloc(16))),
      record(0x0085, u32(place), Buffer.from([0, 0, 1, 0, 0x41])),
      record(0x000a),
    ])
  return Buffer.concat([globals(globals(0).length), ...sheet])
}

const BOF = record(0x0809, u16(0x0600, 0x10), Buffer.alloc(12))
const EOF = record(0x000a)
const cell = (type: number, row: number, column: number, style: number) =>
  record(type, u16(row, column, style), Buffer.alloc(8))

describe('the fonts of an .xls', () => {
  test.each([0x0500, 0x0600] as const)('are told by the style of each text, in version %i', (version) => {
    const stream = streamOf(version, [
      BOF,
      record(0x007d, u16(1, 2, 2048, 0, 1, 0)),
      record(0x007d, u16(3, 3, 2048, 0, 2, 0)),
      cell(0x00fd, 0, 0, 0),
      cell(0x00fd, 0, 1, 1),
      cell(0x0204, 0, 3, 2),
      cell(0x0203, 0, 4, 1),
      cell(0x0006, 2, 0, 4),
      cell(0x00d6, 2, 1, 3),
      EOF,
    ])
    const { sheetPlaces, styleFonts } = readGlobals(stream)
    expect(styleFonts).toEqual([null, 'tcvn3', 'vni', null, 'tcvn3-capitals'])
    const look = readSheetLook(stream, sheetPlaces[0] ?? -1, styleFonts)
    expect(look.hiddenColumns).toEqual([{ left: 1, right: 2 }])
    expect(look.fontsOf(0, 5)).toEqual([null, 'tcvn3', null, 'vni', null])
    expect(look.fontsOf(1, 2)).toEqual([null, null])
    expect(look.fontsOf(2, 2)).toEqual(['tcvn3-capitals', null])
  })

  test('of a chart within the sheet are not the sheet’s, and a record that is cut off ends it', () => {
    const chart = [BOF, cell(0x0204, 0, 0, 1), EOF]
    const stream = streamOf(0x0600, [BOF, ...chart, cell(0x00fd, 0, 1, 2), cell(0x00fd, 0, 2, 1).subarray(0, 8)])
    const { sheetPlaces, styleFonts } = readGlobals(stream)
    expect(readSheetLook(stream, sheetPlaces[0] ?? -1, styleFonts).fontsOf(0, 3)).toEqual([null, 'vni', null])
  })
})

/** Types and lengths of .xlsb have seven bits a byte. */
function wideRecord(type: number, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(content)
  const head = type < 0x80 ? [type] : [(type & 0x7f) | 0x80, type >> 7]
  const length = bytes.length < 0x80 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7]
  return Buffer.concat([Buffer.from([...head, ...length]), bytes])
}

const wideText = (text: string) => Buffer.concat([u32(text.length), wide(text)])

describe('the fonts of an .xlsb', () => {
  const styles = Buffer.concat([
    ...FONTS.map((font) => wideRecord(0x2b, Buffer.alloc(21), wideText(font))),
    wideRecord(0x0272, u32(1)),
    wideRecord(0x2f, u16(0, 0, 1), Buffer.alloc(10)),
    wideRecord(0x0273),
    wideRecord(0x0269, u32(3)),
    ...[0, 1, 4].map((font) => wideRecord(0x2f, u16(0, 0, font), Buffer.alloc(10))),
    wideRecord(0x026a),
  ])

  test('are told by the style of each text', () => {
    const styleFonts = readStyleFonts(styles)
    expect(styleFonts).toEqual([null, 'tcvn3', 'tcvn3-capitals'])
    const look = readXlsbLook(
      Buffer.concat([
        wideRecord(0x3c, u32(1, 2, 0, 0), u16(1)),
        wideRecord(0x91),
        wideRecord(0x00, u32(7), Buffer.alloc(13)),
        wideRecord(0x07, u32(0), u32(1), u32(0)),
        wideRecord(0x05, u32(1), u32(1), Buffer.alloc(8)),
        wideRecord(0x06, u32(2), u32(2), wideText('TÈN'.repeat(40))),
      ]),
      styleFonts,
    )
    expect(look.hiddenColumns).toEqual([{ left: 1, right: 2 }])
    expect(look.fontsOf(7, 3)).toEqual(['tcvn3', null, 'tcvn3-capitals'])
  })

  test('cost nothing where no style has an old one', () => {
    expect(readStyleFonts(Buffer.concat([wideRecord(0x2b, Buffer.alloc(21), wideText('Arial'))]))).toBeNull()
    expect(readXlsbLook(Buffer.alloc(0), null).fontsOf(0, 3)).toBeUndefined()
  })

  test('belong to the sheets that the workbook lists by name and relation', () => {
    const sheet = wideRecord(0x9c, u32(0, 1), wideText('rId7'), wideText('Danh sách'))
    expect(readBundledSheets(Buffer.concat([wideRecord(0x83), sheet]))).toEqual([
      { name: 'Danh sách', relation: 'rId7' },
    ])
  })
})
