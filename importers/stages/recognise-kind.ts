import type { ImportChoices } from '../../src/batches/import-port.ts'
import type { Claim, Source } from '../forms/source-definition.ts'
import type { Recollection } from './recipe.ts'
import type { Header } from './recognise-header.ts'

/** A kind under which a sheet can be read, and how well. */
export interface Candidate {
  readonly source: Source
  readonly header: Header
  readonly confidence: number
  readonly remembered: Recollection | null
  /** What the sheet itself shows of being of this kind. */
  readonly claim: Claim
}

/**
 * A kind that claims the sheet is alone with it; one that could and does not is out, unless the sender's committed files
 * of this very form were of it. The sender's choice is left alone.
 */
export function settledByClaim(ranked: readonly Candidate[], choices: ImportChoices): readonly Candidate[] {
  if (choices.kind !== undefined) return ranked
  const claimed = ranked.filter((candidate) => candidate.claim === 'SURE' && hasNeeded(candidate))
  return claimed.length > 0 ? claimed : ranked.filter(({ source, remembered }) => !source.claims || remembered?.same)
}

/** Two kinds that are nearer than this cannot be told apart. */
const CLEAR_LEAD = 0.04

/**
 * The kind that the sheet may be as well as the best one: the next one when it is as sure, or one that the sheet perhaps is
 * instead, unless its sender's committed files of this form were of the best.
 */
export function rivalOf(
  best: Candidate,
  ranked: readonly Candidate[],
  known: readonly Candidate[],
): Candidate | undefined {
  const next = ranked[1]
  if (next !== undefined && best.confidence - next.confidence < CLEAR_LEAD) return next
  if (best.remembered?.same) return undefined
  return known.find(({ source, claim }) => source.insteadOf === best.source.kind && claim !== 'NO')
}

function hasNeeded({ source, header }: Candidate): boolean {
  const fields = fieldsOf(header)
  return source.needs.every((group) => group.some((field) => fields.has(field)))
}

/** The fields that have a column under a header. */
export function fieldsOf(header: Header): ReadonlySet<string> {
  return new Set(header.columns.flatMap(({ match }) => (match?.field ? [match.field] : [])))
}
