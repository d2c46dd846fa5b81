import type { OldFont } from './workbook.ts'
import { decodePart, eachElement } from './xml-elements.ts'

/** What a cell's style says of its value: whether a number is a day, and whether its font is one of the old ones. */
export interface CellStyles {
  isDate(style: number): boolean
  /** The old font of each style, or null when the workbook has none: then no cell needs to be asked. */
  readonly oldFonts: readonly OldFont[] | null
}

export const NO_STYLES: CellStyles = { isDate: () => false, oldFonts: null }

/** The old font that a font's name tells: `.VnTime` and its sisters are TCVN3, with a last H they show capitals. */
export function oldFontOf(name: string): OldFont {
  if (/^vni[- ]/i.test(name)) return 'vni'
  if (!/^\.vn/i.test(name)) return null
  return name.endsWith('H') ? 'tcvn3-capitals' : 'tcvn3'
}

/**
 * Format numbers that need no definition (ECMA-376 part 1, 18.8.30), the East Asian ones included: 18–21, 32–35, 45–47,
 * 55 and 56 are times or not the same in all languages and count as no day.
 */
const BUILT_IN_DAYS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

/** Whether a built-in format number shows a day. */
export function isDayFormatId(id: number): boolean {
  return BUILT_IN_DAYS.has(id)
}

// Quoted text, escaped characters, widths and fill, and what stands in brackets: colours, conditions, `[$-42A]`.
const NOT_A_TOKEN = /"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|am\/pm|a\/p/giu

/** `[h]:mm` is a duration. */
const ELAPSED_TIME = /\[(?:h+|m+|s+)\]/i

/** Whether a number format shows a day: `dd/mm/yyyy`, `[$-42A]d mmmm`, `mmm-yy`; not `h:mm`, `0.00E+00`, `General`. */
export function isDayFormat(format: string): boolean {
  const section = format.replace(NOT_A_TOKEN, '').split(';', 1)[0] as string
  if (ELAPSED_TIME.test(format)) return false
  if (/general|[#?]/i.test(section) || /0/.test(section.replace(/s[.,]0+/gi, ''))) return false
  if (/[yd]/i.test(section)) return true
  return /m/i.test(section) && !/[hs]/i.test(section)
}

/** Reads `styles.xml` into one bit and, where there are old fonts, one font a cell style; nothing else of it is kept. */
export function readStyles(bytes: Buffer, part: string): CellStyles {
  const custom = new Map<number, boolean>()
  const styles: boolean[] = []
  const fonts: OldFont[] = []
  const styleFonts: OldFont[] = []
  let section = ''
  const xml = decodePart(bytes, part)
  eachElement(
    xml,
    part,
    ({ name, attributes }) => {
      if (name === 'cellXfs' || name === 'fonts') section = name
      else if (name === 'numFmt')
        custom.set(Number(attributes.get('numFmtId')), isDayFormat(attributes.get('formatCode') ?? ''))
      else if (name === 'font' && section === 'fonts') fonts.push(null)
      else if (name === 'name' && section === 'fonts') fonts[fonts.length - 1] = oldFontOf(attributes.get('val') ?? '')
      else if (name === 'xf' && section === 'cellXfs') {
        const id = Number(attributes.get('numFmtId') ?? 0)
        styles.push(custom.get(id) ?? isDayFormatId(id))
        styleFonts.push(fonts[Number(attributes.get('fontId') ?? 0)] ?? null)
      }
    },
    (name) => {
      if (name === section) section = ''
    },
  )
  const table = Uint8Array.from(styles, Number)
  return {
    isDate: (style) => table[style] === 1,
    oldFonts: styleFonts.some((font) => font !== null) ? styleFonts : null,
  }
}
