import { useCallback, useState } from 'preact/hooks'
import { Breadcrumb } from '../frame/breadcrumb.tsx'
import { Failure, Loading } from '../frame/failure.tsx'
import { usePersons, useReader } from '../frame/reader.ts'
import { asFailure, useAnswer } from '../frame/use-answer.ts'
import type { HubFailure, Variables } from '../hub/hub.ts'
import { addressOf, type Route } from '../route.ts'
import { BatchActions } from './batch-actions.tsx'
import { BatchFacts } from './batch-facts.tsx'
import { BATCH, type Batch, type BatchAnswer } from './batch-queries.ts'
import { Changes } from './changes.tsx'
import { Committed } from './committed.tsx'
import { Issues } from './issues.tsx'
import { Matches } from './matches.tsx'
import { Recognised } from './recognised.tsx'
import { useProgress } from './use-progress.ts'
import { Withdrawn } from './withdrawn.tsx'

interface BatchPageProps {
  readonly id: string
  readonly route: Route
}

/** Does something to the batch, then looks at it again. */
export type Act = (mutation: string, variables?: Variables) => void

/** One file: what was understood, what is wrong, what it would change, and the officer's decisions. */
export function BatchPage({ id, route }: BatchPageProps) {
  const { say, hub } = useReader()
  const asked = useAnswer<BatchAnswer>(BATCH, { id })
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const [busy, setBusy] = useState(false)
  const look = useCallback(() => {
    setBusy(false)
    asked.again()
  }, [asked.again])
  const act: Act = (mutation, variables = {}) => {
    setBusy(true)
    setFailure(null)
    hub
      .ask(mutation, { id, ...variables })
      .catch((error: unknown) => setFailure(asFailure(error)))
      .finally(look)
  }
  if (asked.failure) return <Failure failure={asked.failure} again={asked.again} />
  if (asked.answer === null) return <Loading />
  const batch = asked.answer.importBatch
  if (batch === null) return <h1>{say('batchMissing')}</h1>
  return (
    <>
      <Breadcrumb
        steps={[
          { name: say('importsTitle'), address: addressOf('imports') },
          { name: batch.fileName, address: addressOf('imports', [id]) },
        ]}
      />
      <h1>{batch.fileName}</h1>
      <BatchFacts batch={batch} />
      <Underway batch={batch} onRest={look} />
      {failure && <Failure failure={failure} />}
      <BatchActions batch={batch} busy={busy} act={act} />
      {batch.status === 'COMMITTED' && <Committed batch={batch} />}
      {batch.withdrawal && <Withdrawn withdrawal={batch.withdrawal} />}
      <Parts batch={batch} busy={busy} act={act} part={route.rest[1] ?? ''} query={route.query} />
    </>
  )
}

function Underway({ batch, onRest }: { readonly batch: Batch; readonly onRest: () => void }) {
  const { say, figures } = useReader()
  const running = batch.status === 'READING' || batch.status === 'COMMITTING'
  const course = useProgress(batch.id, running, onRest)
  if (!running) return null
  const share = course?.progress ?? batch.progress
  const read = course?.outcomes.rowsRead ?? batch.outcomes.rowsRead
  const seconds = course?.secondsLeft ?? null
  return (
    <div class="underway" role="status">
      <progress max={1} value={share} aria-label={say.term('BatchStatus', course?.status ?? batch.status)} />{' '}
      {say('readingRows', { rows: figures.count(read), percent: figures.percent(share) })}
      {seconds !== null && `, ${say('timeLeft', { seconds: figures.count(seconds) })}`}
    </div>
  )
}

interface PartsProps {
  readonly batch: Batch
  readonly busy: boolean
  readonly act: Act
  readonly part: string
  readonly query: Route['query']
}

const PARTS = [
  ['recognised', 'partRecognised'],
  ['issues', 'partIssues'],
  ['changes', 'partChanges'],
  ['matches', 'partMatches'],
] as const

/** The parts of a batch, each with an address; the first thing shown is what needs the officer most. */
function Parts({ batch, busy, act, part, query }: PartsProps) {
  const { say, figures } = useReader()
  const { mustOpen, openUntil } = usePersons()
  const shown = PARTS.some(([name]) => name === part) ? part : firstPart(batch, mustOpen && openUntil === null)
  const counts: Readonly<Record<string, number>> = {
    issues: batch.issueGroups.reduce((sum, { count }) => sum + count, 0),
    matches: batch.matches.length,
  }
  // A batch that was checked again is looked at anew.
  const look = JSON.stringify([batch.status, batch.outcomes, batch.matches])
  return (
    <>
      <nav class="parts no-print" aria-label={say('parts')}>
        {PARTS.map(([name, word]) => (
          <a
            key={name}
            href={addressOf('imports', [batch.id, name])}
            aria-current={name === shown ? 'page' : undefined}
          >
            {say(word)}
            {counts[name] !== undefined && ` (${figures.count(counts[name])})`}
          </a>
        ))}
      </nav>
      {shown === 'recognised' && <Recognised key={look} batch={batch} busy={busy} act={act} />}
      {shown === 'issues' && <Issues key={look} batch={batch} query={query} />}
      {shown === 'changes' && <Changes key={look} batch={batch} query={query} />}
      {shown === 'matches' && <Matches key={look} batch={batch} busy={busy} act={act} />}
    </>
  )
}

/** What needs the officer most; while persons are closed to them, nothing that would have them opened unasked. */
function firstPart(batch: Batch, closed: boolean): string {
  if (batch.matches.length > 0) return 'matches'
  const grave = batch.issueGroups.some(({ severity }) => severity === 'BLOCKING' || severity === 'ERROR')
  if (grave && batch.status !== 'COMMITTED') return 'issues'
  return closed || (batch.status === 'CHECKED' && batch.asOf === null) ? 'recognised' : 'changes'
}
