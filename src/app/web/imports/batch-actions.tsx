import { useState } from 'preact/hooks'
import { Failure } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { SureButton } from '../frame/sure-button.tsx'
import { asFailure } from '../frame/use-answer.ts'
import type { HubFailure } from '../hub/hub.ts'
import type { Act } from './batch-page.tsx'
import { type Batch, COMMIT, DISCARD, WITHDRAW } from './batch-queries.ts'

interface BatchActionsProps {
  readonly batch: Batch
  readonly busy: boolean
  readonly act: Act
}

/** The officer's three verbs, and the marked workbook to mend. */
export function BatchActions({ batch, busy, act }: BatchActionsProps) {
  const { say } = useReader()
  const blocked = batch.issueGroups.some(({ severity }) => severity === 'BLOCKING')
  const checked = batch.status === 'CHECKED'
  return (
    <div class="actions no-print">
      {checked && (
        <button type="button" class="main" disabled={busy || blocked} onClick={() => act(COMMIT)}>
          {say('commit')}
        </button>
      )}
      {batch.annotatedWorkbookUrl !== null && <MarkedWorkbook path={batch.annotatedWorkbookUrl} />}
      {checked && (
        <SureButton label={say('discard')} question={say('discardSure')} disabled={busy} act={() => act(DISCARD)} />
      )}
      {batch.status === 'COMMITTED' && (
        <SureButton label={say('withdraw')} question={say('withdrawSure')} disabled={busy} act={() => act(WITHDRAW)} />
      )}
      {checked && blocked && <p class="problem">{say('commitBlocked')}</p>}
    </div>
  )
}

function MarkedWorkbook({ path }: { readonly path: string }) {
  const { say, hub } = useReader()
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const download = (): void => {
    hub.keep(path).then(
      () => setFailure(null),
      (error: unknown) => setFailure(asFailure(error)),
    )
  }
  return (
    <>
      <button type="button" onClick={download}>
        {say('download')}
      </button>
      {failure && <Failure failure={failure} />}
    </>
  )
}
