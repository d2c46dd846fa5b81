import { useReader } from '../frame/reader.ts'
import { addressOf, type Route } from '../route.ts'
import { AuditLog } from './audit-log.tsx'
import { ChangeAccount } from './change-account.tsx'
import { Keys } from './keys.tsx'
import { People } from './people.tsx'
import { Segments } from './segments.tsx'

const PARTS = [
  ['keys', 'accessKeys'],
  ['segments', 'segments'],
  ['people', 'accessPeople'],
  ['audit', 'accessAudit'],
] as const

/** Who may come in, and what they did. */
export function AccessPage({ route }: { readonly route: Route }) {
  const { say } = useReader()
  const [part = 'keys', id] = route.rest
  return (
    <>
      <h1>{say('toAccess')}</h1>
      <nav class="parts" aria-label={say('accessParts')}>
        {PARTS.map(([name, word]) => (
          <a key={name} href={addressOf('access', [name])} aria-current={name === part ? 'page' : undefined}>
            {say(word)}
          </a>
        ))}
      </nav>
      {part === 'keys' && <Keys />}
      {part === 'segments' && <Segments />}
      {part === 'people' && (id === undefined ? <People /> : <ChangeAccount key={id} id={id} />)}
      {part === 'audit' && <AuditLog query={route.query} />}
    </>
  )
}
