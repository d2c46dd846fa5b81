import type { ChangeKind } from '../../src/batches/batch-change.store.ts'
import type { BatchStatus, RowOutcome, SourceKind } from '../../src/batches/source-kind.ts'
import type { Severity } from '../../src/kernel/issue.ts'
import { describedEnum } from '../described-enum.ts'

export const SourceKindEnum = describedEnum<SourceKind>(
  'SourceKind',
  'What a sheet says. Stock or flow is the meaning of the file, never guessed from its size.',
  {
    AREAS: 'The units of a country, province or district on a day.',
    AREA_CHANGES: 'Which unit continued which, from when, whole or in part.',
    CARD_ROLL: 'Stock: every card of an area on a day.',
    CARD_CHANGES: 'Flow: increases and decreases (D03-TS).',
    HOUSEHOLD_SURVEY: 'Households, their members and their class.',
    FIGURES: 'Numbers that an office states for areas on a day.',
    TARGETS: 'Rates or counts assigned to areas, due on a day.',
  },
)

export const BatchStatusEnum = describedEnum<BatchStatus>('BatchStatus', 'How far a file has come.', {
  READING: 'Being read, matched and checked; nothing is written.',
  CHECKED: 'Read and checked: it can be committed unless an issue blocks it.',
  COMMITTING: 'Being written, all or nothing.',
  COMMITTED: 'Written to the register.',
  WITHDRAWN: 'Was written and has been undone.',
  DISCARDED: 'Put aside before it was written.',
  FAILED: 'Could not be read; its issues say why.',
})

/** No field has this type: the outcomes are counted. It is served because the contract promises the words. */
export const ROW_OUTCOME_TEXTS: Readonly<Record<RowOutcome, string>> = {
  CREATED: 'Something new.',
  UPDATED: 'Something known, changed.',
  UNCHANGED: 'Known already, as it stands.',
  REJECTED: 'Not taken over: an issue says why.',
  SKIPPED: 'Nothing to take over: a subtotal, an empty row.',
}

export const SeverityEnum = describedEnum<Severity>('Severity', 'How much an issue stops.', {
  BLOCKING: 'Nothing of the file can be committed.',
  ERROR: 'This row is rejected, the others go in.',
  WARNING: 'The row goes in; somebody should look.',
  NOTE: 'Worth knowing.',
})

export const BatchChangeKindEnum = describedEnum<ChangeKind>('BatchChangeKind', 'What a commit does to a subject.', {
  CREATED: 'It was not in the register.',
  UPDATED: 'One of its fields becomes another.',
  GONE: 'It was in the last stock and is not in this one: ended on that day, never deleted.',
})
