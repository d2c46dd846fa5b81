/**
 * The two old ways of writing Vietnamese in single bytes, as data. Both were fonts, not character sets: a file holds Latin-1
 * characters, and only the font makes Vietnamese letters of them.
 */

/**
 * TCVN3 (ABC fonts, `.VnTime`), after TCVN 5712:1993: the letters of the codes A1–FE in order, without B0–B4, the marks that
 * no keyboard of the time wrote. Real files use its capitals Ă Â Ê Ô Ơ Ư Đ only; other capitals are small codes shown by a
 * font of capitals (`.VnTimeH`).
 */
const TCVN3_LETTERS =
  'ĂÂÊÔƠƯĐăâêôơưđẰàảãáạẲằẳẵắẴẮẦẨẪẤỀ' + 'ặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồ' + 'ổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ'

function isMark(code: number): boolean {
  return code >= 0xb0 && code <= 0xb4
}

/** TCVN3: the letter of each Latin-1 character. */
export const TCVN3: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0xfe - 0xa0 }, (_, at) => 0xa1 + at)
    .filter((code) => !isMark(code))
    .map((code, at) => [String.fromCharCode(code), TCVN3_LETTERS[at] ?? ''] as const),
)

/** VNI: letters that are one character. */
const VNI_SINGLE: readonly (readonly [string, string])[] = [
  ['í', 'í'],
  ['ì', 'ì'],
  ['æ', 'ỉ'],
  ['ó', 'ĩ'],
  ['ò', 'ị'],
  ['ô', 'ơ'],
  ['ö', 'ư'],
  ['î', 'ỵ'],
  ['ñ', 'đ'],
]

/** VNI: a base letter, the characters that may follow it, and the letters they make together, in the same order. */
const VNI_PAIRS: readonly (readonly [string, string, string])[] = [
  ['a', 'ùøûõïêéèúüëâáàåãä', 'áàảãạăắằẳẵặâấầẩẫậ'],
  ['e', 'ùøûõïâáàåãä', 'éèẻẽẹêếềểễệ'],
  ['o', 'ùøûõïâáàåãä', 'óòỏõọôốồổỗộ'],
  ['u', 'ùøûõï', 'úùủũụ'],
  ['y', 'ùøûõ', 'ýỳỷỹ'],
  ['ô', 'ùøûõï', 'ớờởỡợ'],
  ['ö', 'ùøûõï', 'ứừửữự'],
]

function capital(text: string): string {
  return text.toUpperCase()
}

/** VNI: the letter of each pair (`aù` á, `Aù` and `AÙ` Á) and of each single character (`ö` ư). */
export const VNI: ReadonlyMap<string, string> = new Map([
  ...VNI_SINGLE.flatMap(([code, letter]) => [[code, letter] as const, [capital(code), capital(letter)] as const]),
  ...VNI_PAIRS.flatMap(([base, marks, letters]) =>
    [...marks].flatMap((mark, at) => {
      const letter = letters[at] ?? ''
      return [
        [base + mark, letter] as const,
        [capital(base) + capital(mark), capital(letter)] as const,
        [capital(base) + mark, capital(letter)] as const,
      ]
    }),
  ),
])
