/**
 * Vietnamese text for people and for matching. Spelling is kept as it was received; only keys are folded. Lists of the same
 * offices differ by composed and decomposed letters, by the place of the tone mark (hòa, hoà), by i and y (Kì, Kỳ), by
 * spaces and by capitals: none of these makes two names different.
 */

/** Everything a clean text may hold without a closer look: ASCII, Latin letters that are NFC by themselves, Vietnamese. */
const NEEDS_CLEANING = /[^\x20-\x7e\u00a1-\u02ff\u1ea0-\u1ef9]| {2}|^ | $/
/**
 * Controls, marks without width and marks that reorder text: nobody typed them, they make equal names differ, and PostgreSQL
 * refuses NUL. The soft hyphen stays: in the old TCVN3 fonts it is the letter ư.
 */
const UNSEEN = /\ufeff|(?![\u00ad\s])[\p{Cc}\p{Cf}]/gu

/** NFC and well-formed, every kind of space becomes one blank, none at the ends, nothing unseen. Idempotent. */
export function clean(text: string): string {
  if (!NEEDS_CLEANING.test(text)) return text
  return text.toWellFormed().replace(UNSEEN, '').normalize('NFC').replace(/\s+/g, ' ').trim()
}

const TONED: Readonly<Record<string, string>> = {
  o: 'òóỏõọ',
  u: 'ùúủũụ',
  a: 'àáảãạ',
  e: 'èéẻẽẹ',
  y: 'ỳýỷỹỵ',
  i: 'ìíỉĩị',
}

/** `òa` → `oà`, `ủy` → `uỷ`: the tone goes to the second vowel, as the newer school writes it. */
const TONE_PAIRS: ReadonlyMap<string, string> = new Map(
  ['oa', 'oe', 'uy', 'ui'].flatMap((pair) =>
    [0, 1, 2, 3, 4].map((tone) => [toned(pair[0], tone) + pair[1], pair[0] + toned(pair[1], tone)] as const),
  ),
)
const Y_TO_I: ReadonlyMap<string, string> = new Map([
  ['y', 'i'],
  ...[0, 1, 2, 3, 4].map((tone) => [toned('y', tone), toned('i', tone)] as const),
])

const FOLDABLE = /[òóỏõọ][ae]|[ùúủũụ][yi]|[bcdđghklmnpqrstvxu][yỳýỷỹỵ]/
const MISPLACED_TONE = /[òóỏõọ][ae]|[ùúủũụ]y|(?<=q)[ùúủũụ]i/g
/** A `y` that sounds like `i`: at the end of a syllable after a consonant (Kỳ, Lý, Mỹ), and after `qu` (Quý, Quỳnh). */
const Y_AS_I = /(?<=[bcdđghklmnpqrstvx])[yỳýỷỹỵ](?![\p{L}\p{M}])|(?<=qu)[yỳýỷỹỵ]/gu

function toned(letter: string | undefined, tone: number): string {
  return TONED[letter ?? '']?.[tone] ?? ''
}

function foldSpelling(lower: string): string {
  if (!FOLDABLE.test(lower)) return lower
  return lower
    .replace(MISPLACED_TONE, (pair) => TONE_PAIRS.get(pair) ?? pair)
    .replace(Y_AS_I, (letter) => Y_TO_I.get(letter) ?? letter)
}

const SIMPLE_LOWER = /^[a-z0-9 \u00e0-\u00f6\u00f8-\u00ff\u0103\u0111\u0129\u0169\u01a1\u01b0\u1ea0-\u1ef9]*$/
const NOT_WORD = /[^\p{L}\p{N}\p{M}]+/gu

/**
 * The key under which two spellings of one name meet: lower case, tone placement and i/y folded, punctuation is a blank;
 * accents are kept (Sa Pa and Sa Pả are two districts). Idempotent.
 */
export function matchKey(text: string): string {
  const lower = clean(text).toLowerCase()
  if (SIMPLE_LOWER.test(lower)) return foldSpelling(lower)
  return foldSpelling(clean(lower.normalize('NFC').replace(NOT_WORD, ' ')))
}

const MARKS = /\p{M}+/gu
const NOT_PLAIN = /[^a-z0-9 ]/

/**
 * `matchKey` without diacritics, đ is d: for people who type without accents. A second try only, and only where it is
 * unique: 22 districts collide under it.
 */
export function plainKey(text: string): string {
  const key = matchKey(text)
  if (!NOT_PLAIN.test(key)) return key
  return matchKey(key.normalize('NFD').replace(MARKS, '').replaceAll('đ', 'd'))
}
