/**
 * Characters nobody meant to type: controls (PostgreSQL refuses NUL), marks that reorder text on the screen (U+202A–202E,
 * U+2066–2069) and marks without width (U+200B, U+200E, U+200F, U+FEFF). They make two equal codes differ.
 * The soft hyphen U+00AD stays: in the old TCVN3 fonts it is the letter ‘ư’.
 */
const UNSEEN = /(?![\t\n\x80-\x9f])\p{Cc}|[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu
const LINE_ENDS = /\r\n|[\r\v\f]/g
const HALF_PAIR = /\p{Surrogate}/gu
const SUSPECT = new RegExp(`${UNSEEN.source}|${HALF_PAIR.source}`, 'u')

/** The text as an officer sees it: line ends are \n, unseen characters are gone, half a surrogate pair is U+FFFD. */
export function cleanText(text: string): string {
  if (!SUSPECT.test(text)) return text
  return text.replace(LINE_ENDS, '\n').replace(UNSEEN, '').replace(HALF_PAIR, '\ufffd')
}
