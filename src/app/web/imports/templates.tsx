import { useState } from 'preact/hooks'
import { Failure } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { SourceKind } from '../hub/answers.ts'
import type { HubFailure } from '../hub/hub.ts'

/** The kinds of which the hub has an empty sheet. */
const KINDS: readonly SourceKind[] = ['FIGURES', 'CARD_ROLL', 'HOUSEHOLD_SURVEY', 'TARGETS', 'AREAS']

export function Templates() {
  const { say, hub } = useReader()
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const fetchOne = (kind: SourceKind): void => {
    hub.keep(`templates/${kind}.xlsx`).then(
      () => setFailure(null),
      (error: unknown) => setFailure(asFailure(error)),
    )
  }
  return (
    <section>
      <h2>{say('templates')}</h2>
      <ul class="actions plain">
        {KINDS.map((kind) => (
          <li key={kind}>
            <button type="button" onClick={() => fetchOne(kind)}>
              {say.term('SourceKind', kind)}
            </button>
          </li>
        ))}
      </ul>
      {failure && <Failure failure={failure} />}
    </section>
  )
}
