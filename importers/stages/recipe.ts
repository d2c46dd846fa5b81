import { createHash } from 'node:crypto'
import type { SourceKind } from '../../src/batches/source-kind.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { matchKey } from '../../src/kernel/vietnamese-text.ts'

/** A column of a form as it was read when its file was committed. */
export interface RecipeColumn {
  /** 0-based. */
  readonly index: number
  readonly heading: string
  readonly field: string | null
  /** An officer said so; the headings alone did not. */
  readonly chosen: boolean
}

/** What can be said of a sheet only after its last row, for the recipe. */
export interface SheetTraits {
  /** The number that the form bears above its table. */
  readonly form: string | null
  readonly categories: Categories
}

/** The values of coded columns by field, folded by `matchKey`. */
export type Categories = Readonly<Record<string, readonly string[]>>

/** How a sender's form was read last time. Learnt from committed files only. */
export interface Recipe {
  readonly kind: SourceKind
  /** Of the headings in their order and the form's number; see `fingerprintOf`. */
  readonly fingerprint: string
  readonly columns: readonly RecipeColumn[]
  /** Every value that the sender's committed files of this kind had. */
  readonly categories: Categories
  /** The file that taught it, and the day for which that file spoke. */
  readonly file: string
  readonly day: PlainDate
}

/** A recipe that fits a header: `same` when all headings are equal and in their order, else most of them are. */
export interface Recollection {
  readonly recipe: Recipe
  readonly same: boolean
}

/** “Dân số đến 30/9/2017”, “Tháng 9 năm 2017”: next month's file has another day there and is the same form. */
const DATED = /\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|(?:tháng\s*\d{1,2}\s*[/ -]?\s*)?(?:năm\s*)?(?:19|20)\d{2}/giu

/**
 * The headings as they are compared, no two alike: without days, unless the day is what tells two of them apart; equal
 * headings are counted.
 */
export function headingKeys(headings: readonly string[]): string[] {
  const whole = headings.map(matchKey)
  const undated = headings.map((heading) => matchKey(heading.replace(DATED, ' ')))
  const seen = new Map<string, number>()
  return undated.map((key, at) => {
    const own = undated.indexOf(key) === undated.lastIndexOf(key) ? key : (whole[at] ?? key)
    const times = (seen.get(own) ?? 0) + 1
    seen.set(own, times)
    return times === 1 ? own : `${own} #${times}`
  })
}

/** What two files of one form have in common: their headings in order, and the form's number when the title has one. */
export function fingerprintOf(headings: readonly string[], form: string | null): string {
  return createHash('sha256')
    .update([form ?? '', ...headingKeys(headings)].join('\n'))
    .digest('hex')
}

const FORM =
  /(?<![\p{L}\d])(?:mẫu|biểu|phụ lục)\s*(?:số)?\s*:?\s*([A-Z]{0,3}\s?\d{1,3}[a-z]?(?:\s?[-/]\s?[A-Z]{2,5})?)(?![\p{L}\d])|(?<![\p{L}\d])((?:D\s?\d{2}[a-z]?\s?-\s?(?:TS|LT))|(?:TK\s?\d(?:\s?-\s?TS)?)|(?:DK\s?\d{2}(?:\s?-\s?TS)?))(?![\p{L}\d])/iu

/** The number that a form bears above its table: `D10A-TS`, `DK01`; null when it has none. */
export function titleForm(titles: readonly string[]): string | null {
  for (const text of titles) {
    const match = FORM.exec(text)
    const number = match?.[1] ?? match?.[2]
    if (number) return number.replace(/\s/g, '').toUpperCase()
  }
  return null
}

/** The recipe of a kind that fits these headings, the newest of equals; null when none has most of them. */
export function recall(
  recipes: readonly Recipe[],
  kind: SourceKind,
  headings: readonly string[],
  form: string | null,
): Recollection | null {
  const ofKind = recipes.filter((recipe) => recipe.kind === kind)
  const fingerprint = fingerprintOf(headings, form)
  const same = ofKind.find((recipe) => recipe.fingerprint === fingerprint)
  if (same) return { recipe: same, same: true }
  const keys = new Set(headingKeys(headings))
  let best: Recipe | null = null
  let most = 0.5
  for (const recipe of ofKind) {
    const before = headingKeys(recipe.columns.map(({ heading }) => heading))
    const share = before.filter((key) => keys.has(key)).length / Math.max(before.length, keys.size)
    if (share > most) [best, most] = [recipe, share]
  }
  return best === null ? null : { recipe: best, same: false }
}
