/**
 * Which words can be Vietnamese syllables: an onset, a rhyme and at most one tone, in one of the three ways of writing capitals.
 * It tells text that was read with the wrong letters from text that was read rightly; it is no dictionary.
 */

const ONSETS = new Set(' b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' '))
const RHYMES = new Set(
  [
    'a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây',
    'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu',
    'i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu ych ynh yt',
    'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt',
    'oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt',
    'u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut',
    'uơ uy uya uych uyên uyêt uynh uyt uyn uyp uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu',
  ]
    .join(' ')
    .split(' '),
)

/** Rhymes that do not exist but are left when the letter ư is gone: Phước, Trường, rượu. */
const RHYMES_WITHOUT_U = new Set(['ơc', 'ơng', 'ơu'])

/** Whether the word is an onset and one of these rhymes; `gi` and `qu` share a letter with the rhyme or do not. */
function isMadeOf(base: string, rhymes: ReadonlySet<string>): boolean {
  for (let length = 0; length <= 3 && length < base.length; length += 1) {
    if (ONSETS.has(base.slice(0, length)) && rhymes.has(base.slice(length))) return true
  }
  return false
}

/** What is left of Hưng, Thư, Đức. */
const ONLY_CONSONANTS = /^(?:(?:ch|kh|ng|nh|ph|th|tr|[bcdđghklmnprstvx])(?:ng|c|t)|th|kh|nh|ch|ph)$/

/** Grave, acute, tilde, hook above, dot below. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
/** A tone on the second of `ao`, `eo`, `ai`, `au`: nobody writes so, but VNI leaves it (`Xaõ`). */
const MISPLACED_TONE = /[ae][\u0302\u0306]?[iouy][\u0300\u0301\u0303\u0309\u0323]/
const HIGH_TONE = /[\u0301\u0323]/
/** A syllable that ends so is spoken short and has one of two tones. */
const STOPPED = /(?:c|ch|k|p|t)$/
/** Marks on consonants are of other languages (Êđê writes ñ). */
const MARKED_CONSONANT = /[ñçßþð]/i
const SANE_CAPITALS = /^(?:\p{Lu}?\p{Ll}*|\p{Lu}+)$/u

interface Sounds {
  readonly base: string
  readonly tones: string
}

/** The word's letters without its tone. */
function soundsOf(word: string): Sounds | null {
  if (!SANE_CAPITALS.test(word) || MARKED_CONSONANT.test(word)) return null
  const parts = word.toLowerCase().normalize('NFD')
  if (MISPLACED_TONE.test(parts)) return null
  const tones = parts.match(TONES)?.join('') ?? ''
  return tones.length > 1 ? null : { base: parts.replace(TONES, '').normalize('NFC'), tones }
}

function hasLawfulTone({ base, tones }: Sounds): boolean {
  return !STOPPED.test(base) || HIGH_TONE.test(tones)
}

/** Whether a word (letters only, NFC) can be a Vietnamese syllable: `Nguyễn`, `THỊ`, `ấp`; not `NguyÔn`, `Bêt`, `John`. */
export function isVietnameseSyllable(word: string): boolean {
  const sounds = soundsOf(word)
  return sounds !== null && isMadeOf(sounds.base, RHYMES) && hasLawfulTone(sounds)
}

/** Whether the word is what a syllable becomes when its letter ư is lost: `Phớc`, `Trờng`, `Hng`. */
export function lacksLetterU(word: string): boolean {
  const sounds = soundsOf(word)
  if (sounds === null || word.length < 2) return false
  if (isMadeOf(sounds.base, RHYMES_WITHOUT_U)) return hasLawfulTone(sounds)
  return sounds.tones === '' && ONLY_CONSONANTS.test(sounds.base) && /\p{Ll}/u.test(word)
}
