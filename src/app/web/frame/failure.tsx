import type { HubFailure } from '../hub/hub.ts'
import { useReader } from './reader.ts'

interface FailureProps {
  readonly failure: HubFailure
  readonly again?: () => void
}

/** What went wrong, in the hub's own sentence where it gave one. */
export function Failure({ failure, again }: FailureProps) {
  const { say } = useReader()
  const sentence = failure.kind === 'UNREACHABLE' ? say('noConnection') : failure.message || say('unexpected')
  return (
    <div class="failure" role="alert">
      <p>{sentence}</p>
      {failure.requestId !== null && <p class="quiet">{say('requestNumber', { id: failure.requestId })}</p>}
      {again && (
        <button type="button" onClick={again}>
          {say('tryAgain')}
        </button>
      )}
    </div>
  )
}

/** Says politely that something is on its way. */
export function Loading() {
  const { say } = useReader()
  return (
    <p class="quiet" role="status">
      {say('loading')}
    </p>
  )
}
