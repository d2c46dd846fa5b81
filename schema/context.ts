import type { Language } from '../src/access/actor.ts'
import type { ImportPort } from '../src/batches/import-port.ts'
import type { PlainDate } from '../src/kernel/plain-date.ts'
import type { DeclaredDays } from '../src/kernel/working-day.ts'
import type { ErasePerson } from '../src/privacy/erasure.ts'
import { Loaders } from './loaders.ts'
import type { Reader } from './reader.ts'

/** What every resolver of one request sees. Made anew for each request, so that nothing of one reader reaches another. */
export interface HubContext extends Reader {
  readonly language: Language
  /** The moment of the question, read once; `today` is its day in Vietnam, so that one answer has one today. */
  readonly now: Date
  readonly today: PlainDate
  readonly requestId: string
  readonly imports: ImportPort
  /** Erases somebody with the files that name them. */
  readonly erase: ErasePerson
  /** Days off and days worked that are not so by law. */
  readonly declaredDays: DeclaredDays
  /** The provider at which accounts sign in; none where there are keys only. */
  readonly issuer?: string | null
  readonly loaders: Loaders
  /** Aborted when whoever asks leaves. */
  readonly leaving?: AbortSignal
  /** Starts the time that the question has; what is written is not timed. */
  readonly startTheClock?: () => void
}

export function createContext(parts: Omit<HubContext, 'loaders'>): HubContext {
  return { ...parts, loaders: new Loaders(parts) }
}
