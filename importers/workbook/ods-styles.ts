import { oldFontOf } from './styles.ts'
import type { OldFont } from './workbook.ts'
import type { XmlScanner } from './xml-scanner.ts'

interface CellStyle {
  /** The old font that the style itself names; undefined when it names no font. */
  readonly font: OldFont | undefined
  readonly parent: string | undefined
}

/** Defaults, and styles of numbers, lists and pages. */
const OTHER_STYLE = /-(?:style|layout)$/
/** Styles inherit from one another; nobody builds a chain as long as this. */
const LONGEST_CHAIN = 16

/** The fonts of an OpenDocument spreadsheet's cell styles, gathered tag by tag from its content and its common styles. */
export class OdsStyles {
  readonly #faces = new Map<string, string>()
  readonly #styles = new Map<string, CellStyle>()
  #current: string | null = null

  /** Takes what a start tag says of fonts and styles; other tags say nothing. */
  take(scan: XmlScanner): void {
    if (scan.name === 'style:font-face') {
      const attributes = scan.attributes()
      const family = attributes.get('svg:font-family') ?? ''
      this.#faces.set(attributes.get('style:name') ?? '', family.replace(/^'(.*)'$/, '$1'))
    } else if (scan.name === 'style:style') this.#begin(scan.attributes())
    else if (OTHER_STYLE.test(scan.name)) this.#current = null
    else if (scan.name === 'style:text-properties' && this.#current !== null) this.#name(scan.attributes())
  }

  /** Whether any cell may be in an old font: if not, no cell needs to be asked. */
  get hasOldFonts(): boolean {
    return [...this.#styles.values()].some(({ font }) => font)
  }

  /** The old font of a cell style, its own or that of a style from which it inherits. */
  fontOf(name: string | undefined): OldFont {
    let style = name === undefined ? undefined : this.#styles.get(name)
    for (let step = 0; style && step < LONGEST_CHAIN; step++) {
      if (style.font !== undefined) return style.font
      style = style.parent === undefined ? undefined : this.#styles.get(style.parent)
    }
    return null
  }

  #begin(attributes: ReadonlyMap<string, string>): void {
    this.#current = attributes.get('style:family') === 'table-cell' ? (attributes.get('style:name') ?? null) : null
    if (this.#current === null) return
    this.#styles.set(this.#current, { font: undefined, parent: attributes.get('style:parent-style-name') })
  }

  #name(attributes: ReadonlyMap<string, string>): void {
    const face = attributes.get('style:font-name')
    const family = face === undefined ? attributes.get('fo:font-family') : (this.#faces.get(face) ?? face)
    const style = this.#styles.get(this.#current ?? '')
    if (family === undefined || style === undefined) return
    this.#styles.set(this.#current ?? '', { ...style, font: oldFontOf(family) })
  }
}
