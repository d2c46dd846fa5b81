import type { EnumName, ValueOf } from '../hub/answers.ts'

/** The languages of the pages; Vietnamese comes first. */
export type Language = 'vi' | 'en'

/** One text of the pages in both languages; `{name}` marks a place to fill. */
export interface Word {
  readonly vi: string
  readonly en: string
}

/** A word for every value of the enums of these names. */
export type EnumWords<Name extends EnumName> = Readonly<
  Record<{ [Each in Name]: `${Each}.${ValueOf<Each>}` }[Name], Word>
>

export type Words = Readonly<Record<string, Word>>

/** What the marked places of a text are filled with. */
export type Filling = Readonly<Record<string, string | number>>

/** The text with its marked places filled; a place without a value stays as it is, so that a test finds it. */
export function filled(text: string, filling: Filling): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(filling, name) ? String(filling[name]) : place,
  )
}
