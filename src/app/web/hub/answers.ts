/** What the pages ask of the contract, in the contract's words. */
export type SourceKind =
  | 'AREAS'
  | 'AREA_CHANGES'
  | 'CARD_ROLL'
  | 'CARD_CHANGES'
  | 'HOUSEHOLD_SURVEY'
  | 'FIGURES'
  | 'TARGETS'

export const SOURCE_KINDS: readonly SourceKind[] = [
  'FIGURES',
  'CARD_ROLL',
  'CARD_CHANGES',
  'HOUSEHOLD_SURVEY',
  'TARGETS',
  'AREAS',
  'AREA_CHANGES',
]

export type BatchStatus = 'READING' | 'CHECKED' | 'COMMITTING' | 'COMMITTED' | 'WITHDRAWN' | 'DISCARDED' | 'FAILED'

export const BATCH_STATUSES: readonly BatchStatus[] = [
  'READING',
  'CHECKED',
  'COMMITTING',
  'COMMITTED',
  'WITHDRAWN',
  'DISCARDED',
  'FAILED',
]

export type Severity = 'BLOCKING' | 'ERROR' | 'WARNING' | 'NOTE'
export const SEVERITIES: readonly Severity[] = ['BLOCKING', 'ERROR', 'WARNING', 'NOTE']

export type AreaLevel = 'COUNTRY' | 'PROVINCE' | 'DISTRICT' | 'COMMUNE' | 'HAMLET' | 'RESIDENT_GROUP'
export const AREA_LEVELS: readonly AreaLevel[] = [
  'COUNTRY',
  'PROVINCE',
  'DISTRICT',
  'COMMUNE',
  'HAMLET',
  'RESIDENT_GROUP',
]

/** An area by the name and code of a day. */
export interface NamedArea {
  readonly code: string
  readonly fullName: string
  readonly level: AreaLevel
}

export interface Page {
  readonly endCursor: string | null
  readonly hasNextPage: boolean
}

export interface FigureSource {
  readonly sourceName: string
  readonly address: string | null
  readonly asOf: string
  readonly batch: { readonly id: string } | null
}
