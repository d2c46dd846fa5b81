import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Hub } from '../hub/hub.ts'
import type { Figures } from '../words/numbers.ts'
import type { Say } from '../words/words.ts'

/** Who reads: the texts and numbers of their language, the hub behind their key. */
export interface Reader {
  readonly say: Say
  readonly figures: Figures
  readonly hub: Hub
}

export const ReaderContext = createContext<Reader | null>(null)

/** Only below the frame. */
export function useReader(): Reader {
  const reader = useContext(ReaderContext)
  if (reader === null) throw new Error('a page outside its frame')
  return reader
}

/** What the reader may, as the hub told it; the hub refuses what is asked all the same. */
export const PermissionsContext = createContext<readonly string[]>([])

/** Whether the reader opens persons for a reason and a time, and until when they are open. */
export interface PersonsState {
  readonly mustOpen: boolean
  readonly openUntil: string | null
  /** Asks the hub how it stands. */
  readonly look: () => void
}

export const PersonsContext = createContext<PersonsState>({ mustOpen: false, openUntil: null, look: () => undefined })

export function usePersons(): PersonsState {
  return useContext(PersonsContext)
}

/** Whether the reader is to be shown a way to something. */
export function useMay(permission: string): boolean {
  return useContext(PermissionsContext).includes(permission)
}
