import type { ImportChoices } from '../../src/batches/import-port.ts'
import type { IssueArguments, RowIssue } from '../../src/kernel/issue.ts'
import { severityOf } from '../../src/kernel/issue-catalogue.ts'
import { columnLetters } from '../forms/column-letters.ts'
import { isOwnHeading } from '../forms/own-marks.ts'
import type { Source } from '../forms/source-definition.ts'
import type { RecognisedColumn } from '../source.ts'
import { headingKeys, type Recollection } from './recipe.ts'
import { columnDrift } from './recipe-drift.ts'
import type { Header } from './recognise-header.ts'

interface ChosenColumns {
  readonly columns: readonly RecognisedColumn[]
  readonly issues: readonly RowIssue[]
}

type Draft = {
  index: number
  heading: string
  field: string | null
  confidence: number
  ignored: boolean
  chosen: boolean
}

/** The sheet's name, and how the sender's last file of its form was read. */
export interface RememberedSheet {
  readonly name: string
  readonly remembered: Recollection | null
}

/** Which column is which field: what the headings say, what the sender chose, and what is unknown, twice or missing. */
export function chooseColumns(
  { name: sheetName, remembered }: RememberedSheet,
  source: Source,
  header: Header,
  choices: ImportChoices,
): ChosenColumns {
  const issues: RowIssue[] = []
  const report = (code: string, index: number | null, found: string | null, args?: IssueArguments): void => {
    const row = index === null ? {} : { row: header.rows.at(-1) ?? 1, column: columnLetters(index) }
    issues.push({
      code,
      severity: severityOf(code),
      place: { sheet: sheetName, ...row },
      ...(found === null ? {} : { found }),
      ...(args ? { args } : {}),
    })
  }
  const drafts = header.columns.map<Draft>(({ index, levels, match }) => ({
    index,
    heading: levels.join(' / '),
    field: match?.field ?? null,
    confidence: match?.confidence ?? 0,
    ignored: match?.ignored ?? false,
    chosen: false,
  }))
  if (remembered) applyRecipe(drafts, remembered, source)
  applyChoices(drafts, { sheetName, source, choices }, report)
  settleTwins(drafts, source, report)
  for (const draft of drafts) {
    if (draft.field === null && !draft.ignored && !draft.chosen) report('column-unknown', draft.index, draft.heading)
  }
  if (remembered) {
    const received = drafts.filter(({ heading }) => !isOwnHeading(heading))
    issues.push(...compareWith(remembered, received, { sheet: sheetName, headerRow: header.rows.at(-1) ?? 1 }))
  }
  const fields = new Set(drafts.map(({ field }) => field))
  for (const group of source.needs) {
    if (!group.some((field) => fields.has(field)))
      report('column-missing', null, null, { sheet: sheetName, needed: namesOf(source, group) })
  }
  return {
    columns: drafts.map(({ index, heading, field, confidence, chosen }) => ({
      index,
      heading,
      field,
      confidence,
      ...(chosen ? { chosen } : {}),
    })),
    issues,
  }
}

type Report = (code: string, index: number | null, found: string | null, args?: IssueArguments) => void

interface Wishes {
  readonly sheetName: string
  readonly source: Source
  readonly choices: ImportChoices
}

function applyChoices(drafts: Draft[], { sheetName, source, choices }: Wishes, report: Report): void {
  for (const [address, field] of Object.entries(choices.columns ?? {})) {
    const mark = address.lastIndexOf('!')
    if (mark >= 0 && address.slice(0, mark) !== sheetName) continue
    const letters = address.slice(mark + 1).toUpperCase()
    const known = field === null || source.fields.some((candidate) => candidate.field === field)
    const draft = drafts.find(({ index }) => columnLetters(index) === letters)
    if (!known || draft === undefined) {
      report('choice-not-used', null, `${address}: ${field}`)
      continue
    }
    choose(drafts, draft, field)
  }
}

/** The chosen column takes the field from whichever column had it. */
function choose(drafts: Draft[], draft: Draft, field: string | null): void {
  for (const other of drafts)
    if (field !== null && other.field === field) Object.assign(other, { field: null, ignored: true })
  Object.assign(draft, { field, confidence: 1, chosen: true, ignored: false })
}

/**
 * What an officer said of a column last time holds for the column of the same heading, also where others changed. Of the
 * same form every column is what it was; a column that nobody knew then may be known by now.
 */
function applyRecipe(drafts: Draft[], { recipe, same }: Recollection, source: Source): void {
  const keys = headingKeys(drafts.map(({ heading }) => heading))
  const before = headingKeys(recipe.columns.map(({ heading }) => heading))
  for (const [at, draft] of drafts.entries()) {
    const column = recipe.columns[before.indexOf(keys[at] ?? '')]
    if (column === undefined) continue
    const { field } = column
    if (field !== null && !source.fields.some((known) => known.field === field)) continue
    if (column.chosen) choose(drafts, draft, field)
    else if (same && field !== null) Object.assign(draft, { field, confidence: 1, ignored: false })
  }
}

/** Says that the sheet was read as last time, or what is otherwise than last time. */
function compareWith(
  { recipe, same }: Recollection,
  drafts: readonly Draft[],
  place: { readonly sheet: string; readonly headerRow: number },
): RowIssue[] {
  if (!same) return columnDrift(drafts, recipe, place)
  const args = { file: recipe.file, day: recipe.day, sheet: place.sheet }
  return [{ code: 'read-as-last-time', severity: severityOf('read-as-last-time'), place: { sheet: place.sheet }, args }]
}

/** A second column for a field may have a field of its own; else of two columns the surer one is used; when none is surer nobody can know which. */
function settleTwins(drafts: Draft[], source: Source, report: Report): void {
  for (const draft of drafts) {
    if (draft.field === null) continue
    const twin = drafts.find(
      (other) =>
        other !== draft &&
        other.field === draft.field &&
        other.confidence >= draft.confidence &&
        (other.confidence > draft.confidence || other.index < draft.index),
    )
    if (twin === undefined) continue
    const second = source.fields.find(({ secondOf }) => secondOf === draft.field)
    if (second !== undefined && !drafts.some(({ field }) => field === second.field)) {
      draft.field = second.field
      continue
    }
    const args = { other: columnLetters(twin.index), otherHeading: twin.heading }
    report(twin.confidence > draft.confidence ? 'column-twice' : 'column-ambiguous', draft.index, draft.heading, args)
    Object.assign(draft, { field: null, ignored: true })
  }
}

/** The needed columns by the headings that offices know them by. */
function namesOf(source: Source, group: readonly string[]): string {
  const names = group.map((field) => source.fields.find((candidate) => candidate.field === field)?.headings[0] ?? field)
  return names.map((name) => `“${name}”`).join(' / ')
}
