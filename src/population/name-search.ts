import { matchKey, plainKey } from '../kernel/vietnamese-text.ts'

/** What an officer types to find somebody: words of the name, or a number in full. */
export type PersonSearch =
  | { readonly kind: 'NUMBER'; readonly number: string }
  | { readonly kind: 'NAME'; readonly key: string; readonly accented: boolean }

/**
 * Reads a search: with a digit in it, it is a number (card, national id, social-insurance number; blanks, dots and dashes
 * between its digits do not count). Otherwise it is a name, and accents count when some were typed. Null when nothing is left.
 */
export function readPersonSearch(text: string): PersonSearch | null {
  if (/\d/.test(text)) return { kind: 'NUMBER', number: text.replace(/[\s.-]+/g, '').toUpperCase() }
  const key = matchKey(text)
  if (key === '') return null
  const plain = plainKey(text)
  return { kind: 'NAME', key: key === plain ? plain : key, accented: key !== plain }
}

/** Every Vietnamese letter with a mark, lower case, and the letter without it: two texts of one length. */
const [MARKED, BARE] = markedLetters()

function markedLetters(): readonly [string, string] {
  const marks = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
  const letters = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'].flatMap((letter) =>
    marks.map((mark) => (letter + mark).normalize('NFC')),
  )
  const marked = [...letters, 'đ'].filter((letter) => letter !== bare(letter))
  return [marked.join(''), marked.map(bare).join('')]
}

function bare(letter: string): string {
  return letter.normalize('NFD').charAt(0).replace('đ', 'd')
}

/** SQL: the text of a match key without its accents. Both texts hold letters only, so that nothing needs quoting. */
export function withoutAccents(key: string): string {
  return `translate(${key}, '${MARKED}', '${BARE}')`
}
