import { useReader } from '../frame/reader.ts'
import type { Withdrawal } from './batch-queries.ts'

/** What undoing a batch gave back, what it had to leave, and why. */
export function Withdrawn({ withdrawal }: { readonly withdrawal: Withdrawal }) {
  const { say, figures } = useReader()
  const { undone, kept, blocked, reasons } = withdrawal
  return (
    <section class="headline" aria-label={say('withdrawn')}>
      <p>
        {say('undoneOf', {
          undone: figures.count(undone),
          kept: figures.count(kept),
          blocked: figures.count(blocked),
        })}
      </p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map(({ code, message, count, examples }) => (
            <li key={code}>
              {`${message} (${figures.count(count)}${examples.length > 0 ? `: ${examples.join(', ')}` : ''})`}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
