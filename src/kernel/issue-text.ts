import type { IssueArguments, RowIssue, Severity } from './issue.ts'
import { formatVietnamese, parsePlainDate } from './plain-date.ts'

/** What a code of the catalogue means to people. `{name}` is replaced by the argument of that name; `{found}` by the cell. */
export interface IssueText {
  /** The severity the code has unless the rule that raises it says otherwise. */
  readonly severity: Severity
  readonly vi: string
  readonly en: string
  /** What the officer can do about it. */
  readonly remedyVi: string
  readonly remedyEn: string
}

/** A section of the catalogue: slug → text. One file a room under `issues/`. */
export type IssueTexts = Readonly<Record<string, IssueText>>

/** The longest stretch of a cell that an issue repeats, in characters. */
export const LONGEST_FOUND = 200

/**
 * Puts arguments into a sentence: days as people of its language write them, all else as it is. A name that has no argument
 * is shown as `…`, so that a gap is seen and never a crash.
 */
export function fillText(
  sentence: string,
  args: IssueArguments,
  found: string | undefined,
  language: 'vi' | 'en',
): string {
  return sentence.replace(/\{([A-Za-z]\w*)\}/g, (_match, name: string) => {
    if (name === 'found') return found ?? '…'
    const value = Object.hasOwn(args, name) ? args[name] : null
    const day = language === 'vi' && typeof value === 'string' ? parsePlainDate(value) : null
    return day === null ? String(value ?? '…') : formatVietnamese(day)
  })
}

/** An issue as a person reads it. */
export interface ToldIssue {
  readonly message: string
  readonly remedy: string
}

/** Tells an issue in the words of one text. */
export function tellIssue(text: IssueText, issue: Pick<RowIssue, 'args' | 'found'>, language: 'vi' | 'en'): ToldIssue {
  const args = issue.args ?? {}
  const [message, remedy] = language === 'vi' ? [text.vi, text.remedyVi] : [text.en, text.remedyEn]
  return {
    message: fillText(message, args, issue.found, language),
    remedy: fillText(remedy, args, issue.found, language),
  }
}
