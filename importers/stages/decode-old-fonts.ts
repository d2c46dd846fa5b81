import {
  certainEncoding,
  decodeLegacy,
  hasLegacyCodes,
  isSuspectText,
  isUnicodeVietnamese,
  type LegacyEncoding,
  type LegacyReading,
  looksLikeOldFont,
  readLegacy,
  wordWithoutLetterU,
} from '../../src/kernel/legacy-text.ts'
import type { CellValue, OldFont, SheetRow } from '../workbook/workbook.ts'

/** What is to be told of a cell: its text stays unreadable, or was decoded and lacks the letter ư. */
export interface CellFinding {
  readonly code: 'text-in-old-font' | 'letter-lost'
  readonly column: number
  readonly found: string
  readonly word?: string
}

/** Decoded rows of a block, with what was found in them by row number. */
export interface DecodedBlock {
  readonly rows: readonly SheetRow[]
  readonly findings: ReadonlyMap<number, readonly CellFinding[]>
}

/** How many cells of a column, or of the sheet, are surely of which kind. */
interface Evidence {
  tcvn3: number
  vni: number
  unicode: number
}

/** A cell's reading: Unicode or not worth a thought (`as-is`), to be decoded, or neither surely. */
type Verdict = LegacyEncoding | 'as-is' | 'doubtful'

/** About one name or place in seven has an ư: sixty different ones without it are one case in ten thousand. */
const ENOUGH_WITHOUT_U = 60
const LETTER_U = /[ưứừửữựƯỨỪỬỮỰ]/

const NO_FINDINGS: ReadonlyMap<number, readonly CellFinding[]> = new Map()

function noEvidence(): Evidence {
  return { tcvn3: 0, vni: 0, unicode: 0 }
}

/**
 * Decodes the cells of a sheet that were typed in a TCVN3 or VNI font, block by block. A sheet without any such text costs
 * one look at each text; only in a block that holds a suspect cell are cells read word by word: first what is certain by
 * itself is counted for its column, then the others are decided by their font, their column and their sheet.
 */
export class OldFontDecoder {
  readonly #columns: Evidence[] = []
  readonly #sheet = noEvidence()
  #active = false
  #unicodeBefore = false
  #unicodeInOldFont = false
  #decoded = { tcvn3: 0, vni: 0 }
  #sawLetterU = false
  readonly #textsWithoutU = new Set<string>()

  /** Cells decoded so far. */
  get count(): number {
    return this.#decoded.tcvn3 + this.#decoded.vni
  }

  /**
   * Cells decoded from TCVN3 when not one ư was among them: so many texts without it (Hương, Phương, Lưu, Hưng) mean that a
   * program dropped the sign that stood for it, also where what is left is a syllable (Lưu → Lu). Null when it is not so.
   */
  get cellsWithoutLetterU(): number | null {
    return !this.#sawLetterU && this.#textsWithoutU.size === ENOUGH_WITHOUT_U ? this.#decoded.tcvn3 : null
  }

  /** How the sheet was written, as far as it was read; null when nothing had to be decoded. */
  get encoding(): LegacyEncoding | 'mixed' | null {
    if (this.count === 0) return null
    return this.ways.length > 1 ? 'mixed' : this.#decoded.tcvn3 > 0 ? 'tcvn3' : 'vni'
  }

  /** The ways of writing that were met, as officers call them. */
  get ways(): readonly string[] {
    return [
      ...(this.#decoded.tcvn3 > 0 ? ['TCVN3 (ABC)'] : []),
      ...(this.#decoded.vni > 0 ? ['VNI'] : []),
      ...(this.#sheet.unicode > 0 || this.#unicodeBefore ? ['Unicode'] : []),
    ]
  }

  block(received: readonly SheetRow[]): DecodedBlock {
    const rows = received.map(composed)
    if (!this.#active && !rows.some((row) => this.#isSuspect(row))) return { rows: received, findings: NO_FINDINGS }
    const evidence = rows.map((row) => this.#weigh(row))
    this.#active = this.#sheet.tcvn3 + this.#sheet.vni > 0
    const findings = new Map<number, CellFinding[]>()
    return { rows: rows.map((row, at) => this.#decode(row, evidence[at] ?? noEvidence(), findings)), findings }
  }

  #isSuspect({ cells, fonts }: SheetRow): boolean {
    for (const cell of cells) {
      if (typeof cell !== 'string') continue
      if (isSuspectText(cell)) return true
      if (!this.#unicodeBefore) this.#unicodeBefore = isUnicodeVietnamese(cell)
    }
    return fonts?.some((font, column) => font !== null && isLegacyText(cells[column])) ?? false
  }

  /** First look: what is certain by the cell itself. */
  #weigh({ cells, fonts }: SheetRow): Evidence {
    const row = noEvidence()
    for (const [column, cell] of cells.entries()) {
      if (typeof cell !== 'string') continue
      const kind = isUnicodeVietnamese(cell) ? 'unicode' : kindByItself(cell, fonts?.[column])
      if (kind === null) continue
      row[kind] += 1
      this.#sheet[kind] += 1
      this.#column(column)[kind] += 1
      if (kind === 'unicode' && fonts?.[column]) this.#unicodeInOldFont = true
    }
    return row
  }

  #column(index: number): Evidence {
    this.#columns[index] ??= noEvidence()
    return this.#columns[index]
  }

  #decode(row: SheetRow, evidence: Evidence, findings: Map<number, CellFinding[]>): SheetRow {
    let cells: CellValue[] | null = null
    const tell = (finding: CellFinding): void => {
      const known = findings.get(row.number)
      if (known) known.push(finding)
      else findings.set(row.number, [finding])
    }
    for (const [column, cell] of row.cells.entries()) {
      if (typeof cell !== 'string') continue
      const verdict = this.#verdict(cell, { column, row: evidence, font: row.fonts?.[column] })
      if (verdict === 'doubtful') tell({ code: 'text-in-old-font', column, found: cell })
      else if (verdict !== 'as-is') {
        cells ??= [...row.cells]
        const text = this.#decodeCell(cell, verdict, row.fonts?.[column])
        cells[column] = text
        if (verdict === 'tcvn3') tellLoss(text, column, tell)
      } else if (this.#losesLetters(cell, column)) tellLoss(cell, column, tell)
    }
    return cells === null ? row : { ...row, cells }
  }

  #decodeCell(text: string, encoding: LegacyEncoding, font: OldFont | undefined): string {
    this.#decoded[encoding] += 1
    const decoded = decodeLegacy(text, encoding)
    this.#sawLetterU ||= LETTER_U.test(decoded)
    if (encoding === 'tcvn3' && this.#textsWithoutU.size < ENOUGH_WITHOUT_U) this.#textsWithoutU.add(decoded)
    return font === 'tcvn3-capitals' ? decoded.toUpperCase() : decoded
  }

  #verdict(text: string, place: Place): Verdict {
    if (!hasLegacyCodes(text)) return 'as-is'
    const reading = readLegacy(text)
    if (reading === null) return this.#bySigns(place)
    const font = fontEncoding(place.font)
    if (font !== null) return this.#byFont(text, reading, font)
    return certainEncoding(reading) ?? this.#byNeighbours(text, reading, place)
  }

  /** Signs that stand without an ASCII letter (`§¹`, `¦`) are letters only where all around them are. */
  #bySigns({ column, row, font }: Place): Verdict {
    const isTcvn3 = fontEncoding(font) === 'tcvn3' || ofOneFont(row, this.#columns[column] ?? noEvidence()) === 'tcvn3'
    return isTcvn3 ? 'tcvn3' : 'as-is'
  }

  /** The font decides, but for text that was pasted as Unicode into a cell of that font. */
  #byFont(text: string, reading: LegacyReading, font: LegacyEncoding): Verdict {
    const { strong, wrong } = reading[font]
    if (strong > 0 || (!reading.soundAsIs && wrong === 0)) return font
    if (!reading.soundAsIs) return isSuspectText(text) ? font : 'doubtful'
    if (wrong > 0) return 'as-is'
    return this.#unicodeInOldFont ? 'doubtful' : font
  }

  /** A text that says too little by itself is what its row is, else what its column is, else what the sheet is. */
  #byNeighbours(text: string, reading: LegacyReading, { column, row, font }: Place): Verdict {
    const own = this.#columns[column] ?? noEvidence()
    if (reading.soundAsIs) return font === null ? 'as-is' : this.#ofSoundText(reading, row, own)
    const encoding = prevailing([row, own, this.#sheet], reading)
    if (encoding === null) return ofOneFont(row, own) ?? (looksLikeOldFont(text) ? 'doubtful' : 'as-is')
    // Without a striking letter it may as well be a name of another language: `Bêt`, `Y Rôt`.
    const isOnlyOdd = reading[encoding].strong === 0
    return isOnlyOdd && row[encoding] === 0 && own[encoding] === 0 ? 'as-is' : encoding
  }

  /** A text that is Vietnamese as it stands and perhaps when decoded too: `Hoàng` is `Hồng` in VNI, `Bé` is `Bộ` in TCVN3. */
  #ofSoundText(reading: LegacyReading, row: Evidence, own: Evidence): Verdict {
    const encoding = prevailing([row, own, this.#sheet], reading)
    if (encoding === null) return 'as-is'
    if (row.unicode > 0 && row[encoding] === 0) return own[encoding] > 0 && own.unicode === 0 ? 'doubtful' : 'as-is'
    // Headings are Unicode in many a list that is not.
    const unicode =
      row[encoding] > 0
        ? own.unicode * 5 > own[encoding]
        : own.unicode > 0 || this.#sheet.unicode > 0 || this.#unicodeBefore
    if (!unicode && row.unicode === 0) return encoding
    return own[encoding] === 0 && row[encoding] === 0 ? 'as-is' : 'doubtful'
  }

  /** In a column of TCVN3 a word without a vowel (`Hng`) lost its ư even if nothing else in the cell had to be decoded. */
  #losesLetters(text: string, column: number): boolean {
    const own = this.#columns[column]
    return own !== undefined && own.tcvn3 > 0 && own.unicode === 0 && !isUnicodeVietnamese(text)
  }
}

interface Place {
  readonly column: number
  /** What is certain of the cells of its row. */
  readonly row: Evidence
  /** Null says that the file tells fonts and the cell has none of the old ones; undefined, that nothing is known. */
  readonly font: OldFont | undefined
}

function tellLoss(text: string, column: number, tell: (finding: CellFinding) => void): void {
  const word = wordWithoutLetterU(text)
  if (word !== null) tell({ code: 'letter-lost', column, found: text, word })
}

function isLegacyText(cell: CellValue | undefined): boolean {
  return typeof cell === 'string' && hasLegacyCodes(cell)
}

const COMBINING = /[\u0300-\u036f]/

/** The codes of old fonts are single letters; a program may have taken them apart (`ú` → `u` and its mark). */
function composed(row: SheetRow): SheetRow {
  if (!row.cells.some((cell) => typeof cell === 'string' && COMBINING.test(cell))) return row
  return { ...row, cells: row.cells.map((cell) => (typeof cell === 'string' ? cell.normalize('NFC') : cell)) }
}

function fontEncoding(font: OldFont | undefined): LegacyEncoding | null {
  if (font === undefined || font === null) return null
  return font === 'vni' ? 'vni' : 'tcvn3'
}

function kindByItself(text: string, font: OldFont | undefined): LegacyEncoding | null {
  if (!hasLegacyCodes(text)) return null
  const reading = readLegacy(text)
  if (reading === null) return null
  const encoding = fontEncoding(font)
  if (encoding !== null && reading[encoding].strong > 0) return encoding
  return certainEncoding(reading)
}

/** The encoding of the nearest surroundings that have one and only one in which the text reads well. */
function prevailing(near: readonly Evidence[], reading: LegacyReading): LegacyEncoding | null {
  for (const evidence of near) {
    const tcvn3 = evidence.tcvn3 > 0 && reading.tcvn3.wrong === 0
    const vni = evidence.vni > 0 && reading.vni.wrong === 0
    if (tcvn3 !== vni) return tcvn3 ? 'tcvn3' : 'vni'
  }
  return null
}

/** So many cells of one old font make a column that nobody typed otherwise: names of other peoples are in it too. */
const ONE_FONT = 3
/** A heading, or one cell in twenty. */
const STRAY_UNICODE = 1
const STRAY_SHARE = 0.05

/** The one encoding of a column, null when it has several or too few cells to say. */
function ofOneFont(row: Evidence, { tcvn3, vni, unicode }: Evidence): LegacyEncoding | null {
  const stray = Math.max(STRAY_UNICODE, STRAY_SHARE * (tcvn3 + vni))
  if (row.unicode > 0 || unicode > stray || (tcvn3 > 0 && vni > 0)) return null
  if (tcvn3 >= ONE_FONT) return 'tcvn3'
  return vni >= ONE_FONT ? 'vni' : null
}
