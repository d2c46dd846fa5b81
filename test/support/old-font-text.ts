import { TCVN3, VNI } from '../../src/kernel/legacy-text-tables.ts'

function inverted(table: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  for (const [code, letter] of table) if (!codes.has(letter)) codes.set(letter, code)
  return codes
}

/** The capitals that the fonts really had: every other capital was a small code, shown by a font of capitals. */
const REAL_CAPITALS = new Set('ĂÂÊÔƠƯĐ')
const TCVN3_CODES = inverted(TCVN3)
const VNI_CODES = inverted(VNI)

/** Text as a keyboard program wrote it for a TCVN3 font. */
export function asTcvn3(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => {
      if (letter.charCodeAt(0) < 0x80) return letter
      const code = REAL_CAPITALS.has(letter) ? letter : letter.toLowerCase()
      return TCVN3_CODES.get(code) ?? letter
    })
    .join('')
}

/** Text as a keyboard program wrote it for a VNI font. */
export function asVni(text: string): string {
  return [...text.normalize('NFC')].map((letter) => VNI_CODES.get(letter) ?? letter).join('')
}

const ONSETS = ' b c ch d đ g gh h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ')
const RHYMES =
  'a ac ai am an ang anh ao at au ay ăc ăm ăn ăng ăt âm ân âng ât âu ây e em en eo ê ên êu i iêm iên iêt iêu im in inh o oa oan oang oai oc oi on ong ô ôi ôm ôn ông ôc ơ ơi ơn u uân ui un ung uôi uôn uông uy uyên uyêt ư ưa ưng ươc ươi ươm ươn ương ươt ưu y'.split(
    ' ',
  )
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
/** The vowel that carries the tone: one with a mark of its own, else that before a consonant, else the main one. */
const MARKED =
  /[ăâêôơ]|ư(?!ơ)|[aeiouy](?=[bcdghklmnpqrstvx])|^[oa](?=[aeiouy]$)|(?<=o)[ae](?=[ioy]$)|[aeiou](?=[aiouy]$)|^[aeiouy]$/

/** The syllable of an onset, a rhyme and a tone (0–5) by their numbers; a stopped rhyme takes one of the two tones it may. */
export function syllable(onset: number, rhyme: number, tone: number): string {
  const vowels = RHYMES[rhyme % RHYMES.length] ?? ''
  const asked = ONSETS[onset % ONSETS.length] ?? ''
  // There is no `quo`.
  const start = asked === 'qu' && /^[ouôơư]/.test(vowels) ? 'h' : asked
  const isStopped = /(?:c|t)$/.test(vowels)
  const mark = isStopped ? (tone % 2 === 0 ? '\u0301' : '\u0323') : (TONES[tone % TONES.length] ?? '')
  return (start + vowels.replace(MARKED, (vowel) => vowel + mark)).normalize('NFC')
}
