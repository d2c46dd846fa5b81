import type { ENUMS } from './enums.ts'

/** What the pages ask of the contract, in the contract's words. */
export type EnumName = keyof typeof ENUMS
export type ValueOf<Name extends EnumName> = (typeof ENUMS)[Name][number]

export type BatchStatus = ValueOf<'BatchStatus'>
export type SourceKind = ValueOf<'SourceKind'>
export type Severity = ValueOf<'Severity'>
export type AreaLevel = ValueOf<'AreaLevel'>

/** In the order in which officers meet them. */
export const SOURCE_KINDS = Object.keys({
  FIGURES: true,
  CARD_ROLL: true,
  CARD_CHANGES: true,
  HOUSEHOLD_SURVEY: true,
  TARGETS: true,
  AREAS: true,
  AREA_CHANGES: true,
} satisfies Readonly<Record<SourceKind, true>>) as readonly SourceKind[]

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
