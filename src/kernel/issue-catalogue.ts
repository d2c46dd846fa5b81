import type { RowIssue, Severity } from './issue.ts'
import { type IssueText, type ToldIssue, tellIssue } from './issue-text.ts'
import { AREA_ISSUES } from './issues/areas.ts'
import { BATCH_ISSUES } from './issues/batches.ts'
import { BOUNDARY_ISSUES } from './issues/boundaries.ts'
import { FIGURE_ISSUES } from './issues/figures.ts'
import { FILE_ISSUES } from './issues/files.ts'
import { IDENTITY_ISSUES } from './issues/identity.ts'
import { PERSON_ISSUES } from './issues/persons.ts'
import { PRIVACY_ISSUES } from './issues/privacy.ts'
import { RECIPE_ISSUES } from './issues/recipes.ts'
import { SHEET_ISSUES } from './issues/sheet.ts'
import { TARGET_ISSUES } from './issues/targets.ts'
import { VALUE_ISSUES } from './issues/values.ts'

const SECTIONS = [
  FILE_ISSUES,
  SHEET_ISSUES,
  VALUE_ISSUES,
  IDENTITY_ISSUES,
  AREA_ISSUES,
  BOUNDARY_ISSUES,
  FIGURE_ISSUES,
  TARGET_ISSUES,
  BATCH_ISSUES,
  PERSON_ISSUES,
  PRIVACY_ISSUES,
  RECIPE_ISSUES,
]

/** Every code that an issue may carry. A code stands in one section only; the test of this room holds to that. */
export const ISSUE_CATALOGUE: ReadonlyMap<string, IssueText> = new Map(
  SECTIONS.flatMap((section) => Object.entries<IssueText>(section)),
)

/** The severity a code has unless its rule says otherwise; ERROR for a code that is not in the catalogue. */
export function severityOf(code: string): Severity {
  return ISSUE_CATALOGUE.get(code)?.severity ?? 'ERROR'
}

/** An issue as a person reads it: what is wrong and what to do. An unknown code is told by its slug, never hidden. */
export function issueText(issue: Pick<RowIssue, 'code' | 'args' | 'found'>, language: 'vi' | 'en'): ToldIssue {
  const text = ISSUE_CATALOGUE.get(issue.code)
  return text ? tellIssue(text, issue, language) : { message: issue.code, remedy: '' }
}
