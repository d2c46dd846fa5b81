import { oldFontOf } from './styles.ts'
import type { ColumnRange, OldFont } from './workbook.ts'

/** What SheetJS does not tell of a sheet of an .xls or .xlsb: its hidden columns, and in which old font a text is. */
export class SheetLook {
  readonly hiddenColumns: ColumnRange[] = []
  readonly #styleFonts: StyleFonts
  readonly #rows = new Map<number, OldFont[]>()

  constructor(styleFonts: StyleFonts) {
    this.#styleFonts = styleFonts
  }

  /** The columns from one to another (0-based, both included) are hidden. */
  addHidden(left: number, right: number): void {
    if (left <= right) this.hiddenColumns.push({ left, right })
  }

  /** A text in a row and column (both 0-based) has a cell style, by its number. */
  addText(row: number, column: number, style: number): void {
    const font = this.#styleFonts?.[style] ?? null
    if (font === null) return
    const fonts = this.#rows.get(row)
    if (fonts) fonts[column] = font
    else this.#rows.set(row, withFont([], column, font))
  }

  /** The old fonts of a row's first cells; undefined in a workbook that has none. */
  fontsOf(row: number, cells: number): OldFont[] | undefined {
    if (this.#styleFonts === null) return undefined
    const fonts = this.#rows.get(row)
    return Array.from({ length: cells }, (_, column) => fonts?.[column] ?? null)
  }
}

function withFont(fonts: OldFont[], column: number, font: OldFont): OldFont[] {
  fonts[column] = font
  return fonts
}

/** The old font of each cell style, by its number; null when no style has one. */
export type StyleFonts = readonly OldFont[] | null

/** From the fonts' names and, for each style, the place of its font among them. */
export function styleFontsOf(names: readonly string[], places: readonly number[]): StyleFonts {
  const fonts = names.map(oldFontOf)
  if (fonts.every((font) => font === null)) return null
  return places.map((place) => fonts[place] ?? null)
}
