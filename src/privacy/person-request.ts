import type { PlainDate } from '../kernel/plain-date.ts'
import type { ErasureReport } from './erasure.ts'
import type { RequestKind } from './request-terms.ts'

/** Who asks: whom the data are about, or somebody who may speak for them (parents, guardians, whoever has their authority). */
export const ASKERS = ['PERSON', 'REPRESENTATIVE'] as const
export type Asker = (typeof ASKERS)[number]

/** How far a request has come. CLOSED: it was decided, and whoever asked has the answer. */
export const REQUEST_STATES = ['RECEIVED', 'ACKNOWLEDGED', 'CARRIED_OUT', 'REFUSED', 'CLOSED'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

/** A request as somebody brings it. */
export interface RequestDraft {
  readonly kind: RequestKind
  /** A number or the id of the person; left out where nobody of the register was found. */
  readonly who?: string | null
  readonly askedBy: Asker
  /** The office's own number of the letter. */
  readonly reference: string
  readonly asked?: string | null
  /** How the answer reaches whoever asked: the only text that may name somebody. */
  readonly contact?: string | null
  readonly throughProcessor: boolean
  /** Today when left out. */
  readonly receivedOn?: PlainDate | null
}

/** A request as it stands. */
export interface RequestRow extends Required<Omit<RequestDraft, 'who'>> {
  readonly id: number
  readonly state: RequestState
  readonly personId: number | null
  readonly receivedOn: PlainDate
  readonly recordedAt: Date
  readonly recordedBy: string
  readonly acknowledgeBy: PlainDate
  readonly dueOn: PlainDate
  readonly acknowledgedAt: Date | null
  readonly acknowledgedBy: string | null
  readonly extendedAt: Date | null
  readonly extendedBy: string | null
  readonly extensionReason: string | null
  readonly decidedAt: Date | null
  /** In Vietnam. */
  readonly decidedOn: PlainDate | null
  readonly decidedBy: string | null
  readonly outcome: 'CARRIED_OUT' | 'REFUSED' | null
  readonly ground: string | null
  readonly done: string | null
  readonly batchId: number | null
  readonly erasure: ErasureReport | null
  readonly closedAt: Date | null
  readonly closedBy: string | null
}

/** The day until which something has to be done next; null when nothing has. */
export function dueNext({ state, acknowledgeBy, dueOn }: RequestRow): PlainDate | null {
  if (state === 'RECEIVED') return acknowledgeBy < dueOn ? acknowledgeBy : dueOn
  return state === 'ACKNOWLEDGED' ? dueOn : null
}

/** Whether the record of the person may be fetched: once it was granted, until whoever asked has it. */
export function givesRecord({ kind, state, personId }: Pick<RequestRow, 'kind' | 'state' | 'personId'>): boolean {
  return (kind === 'VIEW' || kind === 'PROVIDE') && state === 'CARRIED_OUT' && personId !== null
}
