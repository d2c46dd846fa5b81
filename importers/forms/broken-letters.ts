/** What is left of a letter where a program wrote it in an encoding that has not got it: `Nguy?n V?n A`, U+FFFD. */
const REPLACED = /\ufffd|\p{L}\?+(?=$|\s|\p{L})|(?:^|\s)\?+(?=\p{L}|\s\p{L})/u
/** UTF-8 that was read as Windows-1252: `Nguyá»…n`, `Äáº·ng`, `HÆ°ng`. No Vietnamese letter is followed by such a sign. */
const TWICE_ENCODED = /á[º»]|Ä[‘\u0090ƒ\u201a\u0082]|Æ[°¡]|Ã[\u0080-\u00bf\u0192\u02c6\u0152\u0160\u2013-\u2122]/

/** Whether letters of a text were lost, or became other ones, on its way through programs: what it said is not certain. */
export function hasBrokenLetters(text: string): boolean {
  // Asked of every text of every row: nearly none has the signs.
  if ((text.includes('?') || text.includes('\ufffd')) && REPLACED.test(text)) return true
  return TWICE_ENCODED.test(text)
}
