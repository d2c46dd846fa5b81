import { matchKey, plainKey } from '../../src/kernel/vietnamese-text.ts'
import { OWN_HEADINGS } from '../forms/own-marks.ts'
import type { SourceField } from '../forms/source-definition.ts'

/** What a heading was taken for. `ignored`: the heading is known and its column is not used. */
export interface HeadingMatch {
  readonly field: string | null
  readonly ignored: boolean
  /** 1: this very spelling; lower: without its remark, its accents, its group. */
  readonly confidence: number
}

/** The words of one column's heading from the top row down. */
export type HeadingLevels = readonly string[]

const REMARK = /\([^()]*\)|\[[^\]]*\]|\*/g
/** “Dân số đến 30/9/2017”, “Kế hoạch năm 2018”: the day or year in a heading does not change what the column is. */
const DATED =
  /(?:tính )?(?:đến )?(?:hết )?(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?:trong |của )?(?:tháng \d{1,2}[/ -]*)?(?:năm )?(?:19|20)\d{2}|quý (?:I{1,3}|IV|\d)(?:\/\d{4})?/giu

/** Headings of one source, ready to be asked: compiled once. */
export class HeadingBook {
  /** As written, capitals and all: of one tool `NAMSINH` is a mark, of another `namSinh` is the year. */
  readonly #exact = new Map<string, HeadingMatch>()
  readonly #spellings = new Map<string, HeadingMatch>()
  /** Null where two meanings differ by their accents only: `Năm sinh / Năm` and `Năm sinh / Nam`. */
  readonly #plain = new Map<string, HeadingMatch | null>()
  readonly #patterns: readonly { readonly pattern: RegExp; readonly field: string }[]

  constructor(fields: readonly SourceField[], ignored: readonly string[]) {
    for (const { field, headings } of fields) {
      for (const heading of headings) this.#learn(heading, { field, ignored: false, confidence: 1 })
    }
    for (const heading of [...ignored, ...OWN_HEADINGS])
      this.#learn(heading, { field: null, ignored: true, confidence: 1 })
    for (const { field, asWritten } of fields) {
      for (const name of asWritten ?? []) this.#exact.set(name, { field, ignored: false, confidence: 1 })
    }
    this.#patterns = fields.flatMap(({ field, patterns }) => (patterns ?? []).map((pattern) => ({ pattern, field })))
  }

  /** What a column is, by its heading's levels; null when no spelling, group or pattern fits. */
  match(levels: HeadingLevels): HeadingMatch | null {
    const whole = levels.join(' ')
    if (this.#isAmbiguous(withoutRemarks(whole)) || this.#hasAmbiguousEnd(levels)) return null
    const last = levels.at(-1) ?? ''
    return (
      this.#exact.get(whole) ??
      this.#exactWithoutRemarks(whole) ??
      this.#look(whole, 1) ??
      this.#look(withoutRemarks(whole), 0.95) ??
      this.#pattern(withoutRemarks(whole)) ??
      (levels.length > 1 ? (this.#look(last, 0.8) ?? this.#look(withoutRemarks(last), 0.75)) : null)
    )
  }

  #exactWithoutRemarks(whole: string): HeadingMatch | null {
    const found = this.#exact.get(withoutRemarks(whole).replace(/[\s:.]+$/, ''))
    return found ? { ...found, confidence: 0.95 } : null
  }

  /** A title over all columns makes `nam sinh / nam` no clearer. */
  #hasAmbiguousEnd(levels: HeadingLevels): boolean {
    return levels.some((_, at) => (at === 0 || at < levels.length - 1) && this.#isAmbiguous(levels.slice(at).join(' ')))
  }

  /** `Nam sinh / Nam` typed without accents: its last word alone would be taken for men. */
  #isAmbiguous(heading: string): boolean {
    return this.#plain.get(plainKey(heading)) === null && !this.#spellings.has(matchKey(heading))
  }

  #learn(heading: string, match: HeadingMatch): void {
    const [key, plain] = [matchKey(heading), plainKey(heading)]
    this.#exact.set(heading, match)
    if (!this.#spellings.has(key)) this.#spellings.set(key, match)
    const other = this.#plain.get(plain)
    if (other === undefined) this.#plain.set(plain, match)
    else if (other !== null && other.field !== match.field) this.#plain.set(plain, null)
  }

  #look(heading: string, confidence: number): HeadingMatch | null {
    const spelled = this.#spellings.get(matchKey(heading))
    if (spelled) return { ...spelled, confidence }
    const plain = this.#plain.get(plainKey(heading))
    return plain ? { ...plain, confidence: confidence - 0.1 } : null
  }

  #pattern(heading: string): HeadingMatch | null {
    const plain = plainKey(heading)
    const found = this.#patterns.find(({ pattern }) => pattern.test(plain))
    return found ? { field: found.field, ignored: false, confidence: 0.7 } : null
  }
}

function withoutRemarks(heading: string): string {
  return heading.replace(REMARK, ' ').replace(DATED, ' ').trim()
}
