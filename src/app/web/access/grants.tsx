import { useReader } from '../frame/reader.ts'
import type { Grant } from './access-queries.ts'

interface GrantsProps {
  readonly grants: readonly Grant[]
  /** An account's grants begin and end on days of their own; a key's last as the key does. */
  readonly withDays?: boolean
}

/** The areas that somebody was granted, as they existed on a day. */
export function Grants({ grants, withDays }: GrantsProps) {
  const { say, figures } = useReader()
  const days = ({ from, until }: Grant): string =>
    until === null
      ? say('grantedFrom', { from: figures.day(from) })
      : say('grantedUntil', { from: figures.day(from), until: figures.day(until) })
  return (
    <ul class="plain">
      {grants.map((grant) => (
        <li key={`${grant.area?.code} ${grant.on} ${grant.from}`}>
          {grant.area === null ? say('unknown') : `${grant.area.fullName} (${grant.area.code})`}
          <small>
            {say('asItWas', { day: figures.day(grant.on) })}
            {withDays && `; ${days(grant)}`}
          </small>
        </li>
      ))}
    </ul>
  )
}
