import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { addressOf } from '../route.ts'
import { Failure, Loading } from './failure.tsx'
import { PermissionsContext } from './reader.ts'
import { useAnswer } from './use-answer.ts'

const ME = '{ me { permissions } }'

interface MeAnswer {
  readonly me: { readonly permissions: readonly string[] }
}

interface SignedInProps {
  readonly onPermissions: (permissions: readonly string[]) => void
  readonly children: ComponentChildren
}

/** Asks what the reader may before anything is shown to them. Who may send no files begins with coverage. */
export function SignedIn({ onPermissions, children }: SignedInProps) {
  const { answer, failure, again } = useAnswer<MeAnswer>(ME)
  useEffect(() => {
    if (answer === null) return
    onPermissions(answer.me.permissions)
    if (location.hash === '' && !answer.me.permissions.includes('IMPORT')) location.hash = addressOf('coverage')
  }, [answer])
  if (failure) return <Failure failure={failure} again={again} />
  if (answer === null) return <Loading />
  return <PermissionsContext.Provider value={answer.me.permissions}>{children}</PermissionsContext.Provider>
}
