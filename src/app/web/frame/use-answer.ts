import { useCallback, useEffect, useState } from 'preact/hooks'
import { HubFailure, type Variables } from '../hub/hub.ts'
import { useReader } from './reader.ts'

export interface Asked<Answer> {
  /** The newest answer; that of the question before while a new one is asked. */
  readonly answer: Answer | null
  readonly failure: HubFailure | null
  readonly waiting: boolean
  readonly again: () => void
}

/** Asks the hub, again whenever the question, its variables or the reader's language change. A null query asks nothing. */
export function useAnswer<Answer>(query: string | null, variables: Variables = {}): Asked<Answer> {
  const { hub } = useReader()
  const [state, setState] = useState<Omit<Asked<Answer>, 'again'>>({ answer: null, failure: null, waiting: true })
  const [round, setRound] = useState(0)
  const asked = JSON.stringify(variables)
  // Round asks the same question again.
  useEffect(() => {
    if (query === null) return
    const left = new AbortController()
    setState((before) => ({ ...before, waiting: true }))
    hub.ask<Answer>(query, JSON.parse(asked) as Variables, left.signal).then(
      (answer) => setState({ answer, failure: null, waiting: false }),
      (error: unknown) => {
        if (!left.signal.aborted) setState({ answer: null, failure: asFailure(error), waiting: false })
      },
    )
    return () => left.abort()
  }, [hub, query, asked, round])
  const again = useCallback(() => setRound((before) => before + 1), [])
  return { ...state, again }
}

export function asFailure(error: unknown): HubFailure {
  return error instanceof HubFailure ? error : new HubFailure('REFUSED', '')
}
