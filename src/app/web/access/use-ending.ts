import { useState } from 'preact/hooks'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { HubFailure, Variables } from '../hub/hub.ts'

/** Ends one of a list (a key, an account, a segment) and asks for the list again; why it failed is told until the next try. */
export function useEnding(mutation: string, again: () => void) {
  const { hub } = useReader()
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const end = (variables: Variables): void => {
    setFailure(null)
    hub
      .ask(mutation, variables)
      .then(again)
      .catch((error: unknown) => setFailure(asFailure(error)))
  }
  return { failure, end }
}
