import { useState } from 'preact/hooks'
import type { Session } from '../hub/session.ts'
import type { Returned } from '../hub/sign-in.ts'
import type { Say } from '../words/words.ts'
import { AtProvider } from './at-provider.tsx'
import { refusalOf } from './refusal-of.ts'

interface SignInProps {
  readonly say: Say
  /** What the hub took away while the reader worked. */
  readonly refusedBefore: Session['kind'] | null
  /** What the provider sent back with the reader; given once. */
  readonly takeReturned: () => Returned | null
  readonly onSession: (session: Session) => void
}

/** What a header can carry. */
const KEY = /^[\x21-\x7e]{1,512}$/

/** Asks for the key, or leads to the provider, and tries what opens the hub before anything else is shown. */
export function SignIn({ say, refusedBefore, takeReturned, onSession }: SignInProps) {
  const [problem, setProblem] = useState(refusedBefore === 'KEY' ? say('keyRefused') : '')
  const [waiting, setWaiting] = useState(false)
  const enter = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const key = String(new FormData(event.currentTarget as HTMLFormElement).get('key') ?? '').trim()
    if (!KEY.test(key)) return setProblem(say('keyUnwritable'))
    setWaiting(true)
    const session: Session = { kind: 'KEY', key }
    const refusal = await refusalOf(session, say)
    if (refusal === null) return onSession(session)
    setProblem(refusal)
    setWaiting(false)
  }
  return (
    <main id="content" class="sign-in">
      <h1>{say('signIn')}</h1>
      <p>{say('appAbout')}</p>
      <AtProvider say={say} over={refusedBefore === 'SIGNED_IN'} takeReturned={takeReturned} onSession={onSession} />
      <form onSubmit={(event) => void enter(event)}>
        <label>
          {say('key')}
          <input
            name="key"
            type="password"
            autoComplete="current-password"
            required
            spellcheck={false}
            aria-describedby="key-hint key-problem"
          />
        </label>
        <p id="key-hint" class="quiet">
          {say('keyHint')}
        </p>
        <p id="key-problem" class="problem" role="alert">
          {problem}
        </p>
        <button type="submit" class="main" disabled={waiting}>
          {say('signIn')}
        </button>
      </form>
    </main>
  )
}
