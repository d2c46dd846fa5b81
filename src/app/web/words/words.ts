import { ACCESS_WORDS } from './access-words.ts'
import { COVERAGE_WORDS } from './coverage-words.ts'
import { FIELD_WORDS } from './field-words.ts'
import { FRAME_WORDS } from './frame-words.ts'
import { IMPORT_WORDS } from './import-words.ts'
import { TERM_WORDS } from './term-words.ts'
import { type Filling, filled, type Language, type Word } from './word.ts'

/** Every text of the pages. No text stands anywhere else: a test looks. */
export const WORDS = {
  ...FRAME_WORDS,
  ...IMPORT_WORDS,
  ...COVERAGE_WORDS,
  ...ACCESS_WORDS,
  ...TERM_WORDS,
  ...FIELD_WORDS,
} as const

export type WordKey = keyof typeof WORDS
/** Whose values have words. */
type Family = WordKey extends infer Key ? (Key extends `${infer Name}.${string}` ? Name : never) : never

/** The texts in one language. */
export interface Say {
  (key: WordKey, filling?: Filling): string
  readonly language: Language
  /** A value of the contract by its family: `term('Severity', 'ERROR')`; one that is not known yet stays as it is. */
  term(family: Family, value: string): string
}

export function sayIn(language: Language): Say {
  const say = (key: WordKey, filling: Filling = {}): string => filled(WORDS[key][language], filling)
  const term = (family: Family, value: string): string => {
    const words: Readonly<Record<string, Word>> = WORDS
    return words[`${family}.${value}`]?.[language] ?? value
  }
  return Object.assign(say, { language, term })
}
