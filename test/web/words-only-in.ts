import type { Word } from '../../src/app/web/words/word.ts'
import { WORDS } from '../../src/app/web/words/words.ts'

/** The texts of a language that are other in the other one; those with places to fill by their longest piece. */
export function wordsOnlyIn(language: 'vi' | 'en'): readonly string[] {
  const other = language === 'vi' ? 'en' : 'vi'
  return Object.values<Word>(WORDS)
    .filter((word) => word[language] !== word[other])
    .map((word) =>
      word[language].split(/\{\w+\}/).reduce((longest, piece) => (piece.length > longest.length ? piece : longest)),
    )
    .map((piece) => piece.trim())
    .filter((piece) => piece.length > 2)
}
