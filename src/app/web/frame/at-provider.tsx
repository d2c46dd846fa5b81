import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../hub/session.ts'
import {
  askForProvider,
  goToProvider,
  leaveProvider,
  type ProviderTold,
  type Returned,
  SignInFailed,
  type Tokens,
  tokensFor,
} from '../hub/sign-in.ts'
import type { Say } from '../words/words.ts'
import { refusalOf } from './refusal-of.ts'

interface AtProviderProps {
  readonly say: Say
  /** The hub no longer took the tokens while the reader worked. */
  readonly over: boolean
  readonly takeReturned: () => Returned | null
  readonly onSession: (session: Session) => void
}

/** The way over the office's provider: there, and back with what it sent; nothing where the hub has none. */
export function AtProvider({ say, over, takeReturned, onSession }: AtProviderProps) {
  const [provider, setProvider] = useState<ProviderTold | null>(null)
  const [problem, setProblem] = useState(over ? say('signInOver') : '')
  const [waiting, setWaiting] = useState(false)
  /** Of somebody whom the provider knows and the hub does not. */
  const [stranger, setStranger] = useState<Tokens | null>(null)
  const finish = async (returned: Returned): Promise<void> => {
    setWaiting(true)
    try {
      const session: Session = { kind: 'SIGNED_IN', ...(await tokensFor(returned)) }
      const refusal = await refusalOf(session, say)
      if (refusal === null) return onSession(session)
      setProblem(refusal)
      setStranger(session.tokens)
    } catch (error) {
      setProblem(say(error instanceof SignInFailed ? 'signInFailed' : 'noConnection'))
    }
    setWaiting(false)
  }
  // Once: what the provider sent is good for one time.
  useEffect(() => {
    askForProvider().then(setProvider, () => setProblem(say('providerAway')))
    const returned = takeReturned()
    if (returned !== null) void finish(returned)
  }, [])
  return (
    <section>
      <p class="problem" role="alert">
        {problem}
      </p>
      {waiting && <p role="status">{say('signingIn')}</p>}
      {provider !== null && !waiting && (
        <p>
          <button type="button" class="main" onClick={() => void goToProvider(provider)}>
            {say('signInAt', { name: provider.name })}
          </button>
        </p>
      )}
      {provider !== null && stranger !== null && (
        <p>
          <button type="button" onClick={() => leaveProvider(provider, stranger)}>
            {say('signInAsAnother')}
          </button>
        </p>
      )}
      {provider !== null && <p class="quiet">{say('orWithKey')}</p>}
    </section>
  )
}
