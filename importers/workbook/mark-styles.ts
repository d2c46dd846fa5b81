import type { MarkColour } from './annotation.ts'
import type { OoxmlNames } from './ooxml-names.ts'
import {
  attributeOf,
  edited,
  rootOf,
  spansWithin,
  tagOf,
  textOf,
  withAppended,
  withAttribute,
  type XmlSpan,
} from './xml-spans.ts'

/** One shade beside Excel's own “bad”, “neutral” and note colours, so that ours are known from the officer's. */
export const MARK_FILLS: Readonly<Record<MarkColour, string>> = {
  RED: 'FFFFC7CD',
  YELLOW: 'FFFFEB9D',
  BLUE: 'FFDDEBF8',
}

/** How a cell looks that the hub adds. */
export type OwnLook = 'heading' | 'outcome' | 'text' | 'wrapped' | 'bold' | 'title' | 'count'

/** Excel refuses a workbook with more. */
const MOST_STYLES = 64_000
const TEXT_FORMAT = 49
const NO_STYLES =
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'

const ALIGNMENTS: Readonly<Record<OwnLook, string>> = {
  heading: '<alignment vertical="center" wrapText="1"/>',
  outcome: '<alignment vertical="top" wrapText="1"/>',
  wrapped: '<alignment vertical="top" wrapText="1"/>',
  text: '',
  bold: '',
  title: '',
  count: '<alignment vertical="top"/>',
}

/**
 * The styles part of a workbook to which looks are added while its sheets are written. Marks of an earlier check are gone
 * from the styles that had them; everything else stays as it is written.
 */
export class MarkStyles {
  private readonly xml: string
  private readonly sections: ReadonlyMap<string, XmlSpan>
  /** Styles of cells as they are written, without our own fills. */
  private readonly styles: string[]
  private readonly given: number
  private readonly fonts: string[] = []
  private readonly fills: string[] = []
  private readonly known = new Map<string, number>()
  private readonly fontCount: number
  private readonly fillCount: number
  private readonly prefix: string

  /** `xml` null for a workbook without the part. */
  constructor(xml: string | null, part: string, { main }: OoxmlNames) {
    this.xml = xml ?? `<styleSheet xmlns="${main}">${NO_STYLES}</styleSheet>`
    const root = rootOf(this.xml, part)
    this.prefix = root.prefix
    this.sections = new Map(spansWithin(this.xml, root).map((span) => [span.name, span]))
    const fills = this.children('fills')
    this.fontCount = this.children('fonts').length
    this.fillCount = fills.length
    const own = new Set(fills.flatMap((fill, index) => (isOwnFill(textOf(this.xml, fill)) ? [index] : [])))
    this.styles = this.children('cellXfs').map((span) => withoutOwnFill(textOf(this.xml, span), own))
    this.given = this.styles.length
    if (!this.sections.has('fonts') || this.given === 0) throw new Error('a workbook whose styles cannot be added to')
  }

  /** The style of a cell that is like this one and coloured. */
  coloured(style: number, colour: MarkColour): number {
    return this.once(`${style} ${colour}`, () => {
      const like = this.styles[style] ?? (this.styles[0] as string)
      const fillId = this.fillOf(colour)
      return like.replace(/^<[^>]*>/, (tag) => withAttribute(withAttribute(tag, 'fillId', fillId), 'applyFill', 1))
    })
  }

  /** The style of a cell of ours; texts are texts for Excel too, whatever they begin with. */
  own(look: OwnLook, colour: MarkColour | null = null): number {
    return this.once(`${look} ${colour}`, () => {
      const isBold = look === 'heading' || look === 'bold' || look === 'title'
      const fontId = isBold ? this.boldFont(look === 'title' ? 14 : null) : 0
      const fillId = colour === null ? 0 : this.fillOf(colour)
      const tag = `${this.prefix}xf`
      const alignment = ALIGNMENTS[look].replaceAll('<', `<${this.prefix}`)
      const aligned = alignment === '' ? '' : ' applyAlignment="1"'
      return `<${tag} numFmtId="${look === 'count' ? 0 : TEXT_FORMAT}" fontId="${fontId}" fillId="${fillId}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${aligned}>${alignment}</${tag}>`
    })
  }

  /** The part with all that was added. */
  text(): string {
    const edits = [
      this.replaced(
        'fonts',
        this.children('fonts')
          .map((span) => textOf(this.xml, span))
          .concat(this.fonts),
      ),
      this.replaced(
        'fills',
        this.children('fills')
          .map((span) => textOf(this.xml, span))
          .concat(this.fills),
      ),
      this.replaced('cellXfs', this.styles),
    ]
    return edited(this.xml, edits.flat())
  }

  private children(section: string): readonly XmlSpan[] {
    const span = this.sections.get(section)
    return span ? spansWithin(this.xml, span) : []
  }

  private replaced(section: string, elements: readonly string[]) {
    const span = this.sections.get(section)
    if (!span) return []
    const tag = withAttribute(tagOf(this.xml, span), 'count', elements.length)
    const bare = { ...span, inside: tag.length, end: tag.length, insideEnd: tag.length, start: 0 }
    return [{ start: span.start, end: span.end, text: withAppended(tag, bare, elements.join('')) }]
  }

  private once(key: string, make: () => string): number {
    const known = this.known.get(key)
    if (known !== undefined) return known
    if (this.styles.length >= MOST_STYLES) throw new Error('too many styles for one more')
    const index = this.styles.push(make()) - 1
    this.known.set(key, index)
    return index
  }

  private fillOf(colour: MarkColour): number {
    const p = this.prefix
    const fill = `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="${MARK_FILLS[colour]}"/><${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`
    return this.fillCount + placeOf(fill, this.fills)
  }

  /** The workbook's usual font in bold. */
  private boldFont(size: number | null): number {
    const [usual] = this.children('fonts')
    const p = this.prefix
    const text =
      usual && usual.inside !== usual.end ? textOf(this.xml, usual) : `<${p}font><${p}sz val="11"/></${p}font>`
    const within = text.replace(/^<[^>]*>/, '').replace(/<(?:\w+:)?b(?:\s[^>]*)?\/>/, '')
    const sized = size === null ? within : within.replace(/(<(?:\w+:)?sz\s+val=)"[^"]*"/, `$1"${size}"`)
    return this.fontCount + placeOf(`<${p}font><${p}b/>${sized}`, this.fonts)
  }
}

function placeOf(text: string, list: string[]): number {
  const known = list.indexOf(text)
  return known >= 0 ? known : list.push(text) - 1
}

function isOwnFill(fill: string): boolean {
  return (
    /patternType="solid"/.test(fill) && Object.values(MARK_FILLS).some((colour) => fill.includes(`rgb="${colour}"`))
  )
}

function withoutOwnFill(style: string, own: ReadonlySet<number>): string {
  const [tag = ''] = /^<[^>]*>/.exec(style) ?? []
  if (!own.has(Number(attributeOf(tag, 'fillId') ?? 0))) return style
  return withAttribute(tag, 'fillId', 0) + style.slice(tag.length)
}
