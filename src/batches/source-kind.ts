/** What a sheet says. Stock or flow is the meaning of the file, never guessed from its size. */
export const SOURCE_KINDS = [
  'AREAS',
  'AREA_CHANGES',
  'CARD_ROLL',
  'CARD_CHANGES',
  'HOUSEHOLD_SURVEY',
  'FIGURES',
  'TARGETS',
] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** Whether sheets of the kind say what areas there are and where they lie, whoever's data lie in them. */
export function changesAreas(kind: SourceKind | null): boolean {
  return kind === 'AREAS' || kind === 'AREA_CHANGES'
}

/** Sheets of these kinds hold nothing of persons. */
const WITHOUT_PERSONS: readonly (SourceKind | null)[] = ['AREAS', 'AREA_CHANGES', 'FIGURES', 'TARGETS']

/** Whether a file of the kind may name persons; one whose kind is not known may. */
export function namesPersons(kind: SourceKind | null): boolean {
  return !WITHOUT_PERSONS.includes(kind)
}

export const BATCH_STATUSES = [
  'READING',
  'CHECKED',
  'COMMITTING',
  'COMMITTED',
  'WITHDRAWN',
  'DISCARDED',
  'FAILED',
] as const
export type BatchStatus = (typeof BATCH_STATUSES)[number]

/** What became of a row. Every row that was read has exactly one; the five add up to the rows read. */
export const ROW_OUTCOMES = ['CREATED', 'UPDATED', 'UNCHANGED', 'REJECTED', 'SKIPPED'] as const
export type RowOutcome = (typeof ROW_OUTCOMES)[number]
