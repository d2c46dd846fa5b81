import { TCVN3, VNI } from './legacy-text-tables.ts'
import { isVietnameseSyllable, lacksLetterU } from './vietnamese-syllable.ts'

/** How text of an old font was written. */
export type LegacyEncoding = 'tcvn3' | 'vni'

/** How well a text reads as Vietnamese in one encoding, counted over its words that hold a letter of the upper half. */
export interface LegacyFit {
  /** Words that are no Vietnamese as they stand, and are when decoded. */
  readonly strong: number
  /** Of them those that no language writes: signs within a word (`V¨n`), a capital after a small letter (`NguyÔn`). */
  readonly striking: number
  /** Words that are no Vietnamese when decoded. */
  readonly wrong: number
}

/** What can be said of a text by itself. */
export interface LegacyReading {
  readonly tcvn3: LegacyFit
  readonly vni: LegacyFit
  /** Every word is Vietnamese (or plain ASCII) as it stands. */
  readonly soundAsIs: boolean
}

const CODES = /[\u00a1-\u00ff]/
/** Vietnamese letters outside Latin-1, and marks: text with one of them is Unicode already. */
const UNICODE = /[\u0100-\u036f\u1e00-\u1eff]/
const WORD = /[A-Za-z\u00a1-\u00af\u00b5-\u00ff']+/g
/** Letters of Latin-1 that Vietnamese does not use, signs inside words, capitals after small letters, a vowel too many. */
const SUSPECT = /[¡-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþ]|[a-z][À-ß]|[aeAE][à-ýÀ-Ý]|[ouyôOUYÔ][ùõÙÕ]/
const SIGN_IN_WORD = /[A-Za-z][¡-¯µ-¿×÷]|[¡-¯µ-¿×÷][A-Za-z]/
const CAPITAL_INSIDE = /[a-z][À-ß]/
/**
 * Marks that VNI sets behind a or e, without those that other languages set there too (Noël, Haïti, Raúl, Jaén). Two marks
 * never follow each other: xã Laêê is called so.
 */
const VNI_MARK = /[aeAE][ùøûõêâáàåãäÙØÛÕÊÂÁÀÅÃÄ](?![ùøûõêâáàåãäÙØÛÕÊÂÁÀÅÃÄ])/
const SHORTEST_STRIKING = 3

/** Whether a text may be of an old font: cheap, for every cell of a sheet. */
export function isSuspectText(text: string): boolean {
  return CODES.test(text) && SUSPECT.test(text) && !UNICODE.test(text)
}

/** Whether a text has what only old fonts leave, though it may be no Vietnamese in any of them: `Kr«ng`, `Ñaêk Glong`. */
export function looksLikeOldFont(text: string): boolean {
  return !UNICODE.test(text) && (SIGN_IN_WORD.test(text) || CAPITAL_INSIDE.test(text) || VNI_MARK.test(text))
}

/** Whether a text holds letters that only Unicode has. */
export function isUnicodeVietnamese(text: string): boolean {
  return UNICODE.test(text)
}

/** Whether a text holds letters of the upper half of Latin-1 and no others beyond ASCII: it can be decoded at all. */
export function hasLegacyCodes(text: string): boolean {
  return CODES.test(text) && !UNICODE.test(text)
}

interface WordReading {
  readonly tcvn3: number
  readonly vni: number
  readonly sound: boolean
}

const WRONG = 0
const POSSIBLE = 1
const STRONG = 2
const STRIKING = 3
const REMEMBERED_WORDS = 20_000
/** The longest syllable, `nghiêng`, has nine characters in VNI. What is longer is none, and is not remembered. */
const LONGEST_SYLLABLE = 16
const NO_SYLLABLE: WordReading = { tcvn3: WRONG, vni: WRONG, sound: false }
const WORDS = new Map<string, WordReading>()

/** Reads a text in both encodings, word by word; null when no word of it holds a letter of the upper half. */
export function readLegacy(text: string): LegacyReading | null {
  const words = (text.match(WORD) ?? []).filter((word) => CODES.test(word) && /\p{L}/u.test(word.replace(/[µªº]/g, '')))
  if (words.length === 0) return null
  const readings = words.map(wordReading)
  return {
    tcvn3: fitOf(readings.map(({ tcvn3 }) => tcvn3)),
    vni: fitOf(readings.map(({ vni }) => vni)),
    soundAsIs: readings.every(({ sound }) => sound),
  }
}

function fitOf(grades: readonly number[]): LegacyFit {
  const count = (least: number): number => grades.filter((grade) => grade >= least).length
  return { strong: count(STRONG), striking: count(STRIKING), wrong: grades.length - count(POSSIBLE) }
}

function wordReading(word: string): WordReading {
  if (word.length > LONGEST_SYLLABLE) return NO_SYLLABLE
  const known = WORDS.get(word)
  if (known) return known
  if (WORDS.size >= REMEMBERED_WORDS) WORDS.clear()
  const sound = isVietnameseSyllable(word)
  const reading = { tcvn3: tcvn3Grade(word, sound), vni: vniGrade(word, sound), sound }
  WORDS.set(word, reading)
  return reading
}

/** ĐKKCB, QĐ, HĐND: no syllable, and nothing to judge by. */
const ABBREVIATION = /^[BCDĐGHKLMNPQRSTVX]*Đ[BCDĐGHKLMNPQRSTVX]*$/

function isPossible(decoded: string): boolean {
  return lacksLetterU(decoded) || ABBREVIATION.test(decoded)
}

/** The table's toned capitals are not in the real fonts; only the first letter of a word is believed to be one. */
const TONED_CAPITAL_INSIDE = /(?<=.)[¯º¿ÀÁÂÃÄÅÍÙÚÛàð]/

function tcvn3Grade(word: string, sound: boolean): number {
  if (TONED_CAPITAL_INSIDE.test(word)) return WRONG
  const decoded = decodeLegacy(word, 'tcvn3')
  if (!isVietnameseSyllable(decoded)) return isPossible(decoded) ? POSSIBLE : WRONG
  if (sound || !SUSPECT.test(word) || !/[A-Za-z]/.test(word)) return POSSIBLE
  const striking = SIGN_IN_WORD.test(word) || CAPITAL_INSIDE.test(word)
  return striking && word.length >= SHORTEST_STRIKING ? STRIKING : STRONG
}

function vniGrade(word: string, sound: boolean): number {
  if (CODES.test(word.replace(VNI_LETTER, ''))) return WRONG
  const decoded = decodeLegacy(word, 'vni')
  if (!isVietnameseSyllable(decoded)) return ABBREVIATION.test(decoded) ? POSSIBLE : WRONG
  // Êđê and Jrai write ñ: by itself it says nothing.
  if (sound || !SUSPECT.test(word.replace(/[ñÑ]/g, 'n')) || !/[A-Za-z]/.test(word)) return POSSIBLE
  return VNI_MARK.test(word) ? STRIKING : STRONG
}

/** What the encoding must be by the text alone, without a font or other cells; null when that is not certain. */
export function certainEncoding({ tcvn3, vni }: LegacyReading): LegacyEncoding | null {
  const first = isCertain(tcvn3)
  const second = isCertain(vni)
  if (first && second) {
    const lead = tcvn3.strong - tcvn3.wrong - (vni.strong - vni.wrong)
    return lead === 0 ? null : lead > 0 ? 'tcvn3' : 'vni'
  }
  return first ? 'tcvn3' : second ? 'vni' : null
}

function isCertain({ strong, striking, wrong }: LegacyFit): boolean {
  return (strong >= 2 || striking >= 1) && wrong * 2 <= strong
}

/** Pairs before single characters: `öôùc` is ư and ớ. */
const VNI_LETTER = new RegExp([...VNI.keys()].sort((a, b) => b.length - a.length).join('|'), 'g')
const TCVN3_LETTER = /[\u00a1-\u00fe]/g
const RAW_WORD = /[A-Za-z\u00a1-\u00ff]+/g
const SMALL_LETTER = /[a-z]/

/** A word of capitals: an ASCII capital behind its first letter, and no small one. */
function isCapitalWord(word: string): boolean {
  return /[A-Z]/.test(word.slice(1)) && !SMALL_LETTER.test(word)
}

/**
 * The text as it was meant. TCVN3 has no toned capitals: in text of capitals (`NGUYÔN V¨N`) its small letters become
 * capitals, as the writer saw them. Characters that the encoding does not know stay.
 */
export function decodeLegacy(text: string, encoding: LegacyEncoding): string {
  if (encoding === 'vni') return text.replace(VNI_LETTER, (code) => VNI.get(code) ?? code)
  const small = (part: string): string => part.replace(TCVN3_LETTER, (code) => TCVN3.get(code) ?? code)
  if (SMALL_LETTER.test(text))
    return text.replace(RAW_WORD, (word) => (isCapitalWord(word) ? small(word).toUpperCase() : small(word)))
  return (text.match(RAW_WORD) ?? []).some(isCapitalWord) ? small(text).toUpperCase() : small(text)
}

const DECODED_WORD = /[\p{L}\p{M}]+/gu

/** The first word of a decoded TCVN3 text from which the letter ư was lost (`Phớc`, `Hng`); null when none shows it. */
export function wordWithoutLetterU(decoded: string): string | null {
  return (decoded.match(DECODED_WORD) ?? []).find(lacksLetterU) ?? null
}
