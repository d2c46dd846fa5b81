import { useReader } from '../frame/reader.ts'
import { addressOf, type Route } from '../route.ts'
import { AuditLog } from './audit-log.tsx'
import { Keys } from './keys.tsx'

const PARTS = [
  ['keys', 'accessKeys'],
  ['audit', 'accessAudit'],
] as const

/** Who may come in, and what they did. */
export function AccessPage({ route }: { readonly route: Route }) {
  const { say } = useReader()
  const part = route.rest[0] ?? 'keys'
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
      {part === 'audit' ? <AuditLog query={route.query} /> : <Keys />}
    </>
  )
}
