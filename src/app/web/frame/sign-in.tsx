import { useState } from 'preact/hooks'
import { HubFailure, hubWith } from '../hub/hub.ts'
import type { Say } from '../words/words.ts'

interface SignInProps {
  readonly say: Say
  /** The hub took this key away while the reader worked. */
  readonly refusedBefore: boolean
  readonly onKey: (key: string) => void
}

/** What a header can carry. */
const KEY = /^[\x21-\x7e]{1,512}$/

/** Asks for the key and tries it before anything else is shown. */
export function SignIn({ say, refusedBefore, onKey }: SignInProps) {
  const [problem, setProblem] = useState(refusedBefore ? say('keyRefused') : '')
  const [waiting, setWaiting] = useState(false)
  const enter = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const key = String(new FormData(event.currentTarget as HTMLFormElement).get('key') ?? '').trim()
    if (!KEY.test(key)) return setProblem(say('keyUnwritable'))
    setWaiting(true)
    try {
      await hubWith({ key, language: say.language, onKeyRefused: () => undefined }).ask('{ __typename }')
      onKey(key)
    } catch (error) {
      setProblem(sentenceOf(error, say))
      setWaiting(false)
    }
  }
  return (
    <main id="content" class="sign-in">
      <h1>{say('signIn')}</h1>
      <p>{say('appAbout')}</p>
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

function sentenceOf(error: unknown, say: Say): string {
  if (!(error instanceof HubFailure)) return say('unexpected')
  if (error.kind === 'KEY') return say('keyRefused')
  return error.kind === 'UNREACHABLE' ? say('noConnection') : error.message
}
