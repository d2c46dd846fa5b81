import type { HubFailure } from '../hub/hub.ts'
import { OpenPersons } from './persons.tsx'
import { useReader } from './reader.ts'

interface FailureProps {
  readonly failure: HubFailure
  readonly again?: () => void
}

/** What went wrong, in the hub's own sentence where it gave one; persons that are not open can be opened there. */
export function Failure({ failure, again }: FailureProps) {
  const { say } = useReader()
  if (failure.reason === 'persons-not-open') return <OpenPersons />
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
