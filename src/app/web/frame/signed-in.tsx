import { type ComponentChildren, Fragment } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { addressOf } from '../route.ts'
import { Failure, Loading } from './failure.tsx'
import { OpenedPersons } from './persons.tsx'
import { PermissionsContext, PersonsContext } from './reader.ts'
import { useAnswer } from './use-answer.ts'

const ME = '{ me { permissions mustOpenPersons personsOpenUntil } }'

interface MeAnswer {
  readonly me: {
    readonly permissions: readonly string[]
    readonly mustOpenPersons: boolean
    readonly personsOpenUntil: string | null
  }
}

/** The hub's clock may be a little behind, in ms. */
const LATER_MS = 1_000

interface SignedInProps {
  readonly onPermissions: (permissions: readonly string[]) => void
  readonly children: ComponentChildren
}

/**
 * Asks what the reader may before anything is shown to them. Who may send no files begins with coverage. When persons are
 * opened or closed, or their time is over, everything is asked anew: nobody stays on the screen.
 */
export function SignedIn({ onPermissions, children }: SignedInProps) {
  const { answer, failure, again } = useAnswer<MeAnswer>(ME)
  useEffect(() => {
    if (answer === null) return
    onPermissions(answer.me.permissions)
    if (location.hash === '' && !answer.me.permissions.includes('IMPORT')) location.hash = addressOf('coverage')
  }, [answer])
  const until = answer?.me.personsOpenUntil ?? null
  const before = useRef(until)
  useEffect(() => {
    if (before.current !== until) document.getElementById('content')?.focus()
    before.current = until
    if (until === null) return
    const over = setTimeout(again, Date.parse(until) - Date.now() + LATER_MS)
    return () => clearTimeout(over)
  }, [until])
  if (failure) return <Failure failure={failure} again={again} />
  if (answer === null) return <Loading />
  const persons = { mustOpen: answer.me.mustOpenPersons, openUntil: until, look: again }
  return (
    <PermissionsContext.Provider value={answer.me.permissions}>
      <PersonsContext.Provider value={persons}>
        {until !== null && <OpenedPersons until={until} />}
        <Fragment key={until ?? ''}>{children}</Fragment>
      </PersonsContext.Provider>
    </PermissionsContext.Provider>
  )
}
