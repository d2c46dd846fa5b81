import { useReader } from '../frame/reader.ts'
import type { Batch } from './batch-queries.ts'

const OUTCOMES = ['created', 'updated', 'unchanged', 'rejected', 'skipped'] as const

/** What the file is and what became of its rows, on two lines. */
export function BatchFacts({ batch }: { readonly batch: Batch }) {
  const { say, figures } = useReader()
  return (
    <>
      <dl class="facts">
        <Fact name={say('status')} mark={batch.status.toLowerCase()} value={say.term('BatchStatus', batch.status)} />
        <Fact name={say('kind')} value={batch.kind === null ? say('unknown') : say.term('SourceKind', batch.kind)} />
        <Fact name={say('area')} value={batch.area?.fullName ?? say('unknown')} />
        <Fact name={say('day')} value={batch.asOf === null ? say('unknown') : figures.day(batch.asOf)} />
        <Fact name={say('sentBy')} value={batch.createdBy} foreign />
        <Fact name={say('sentAt')} value={figures.moment(batch.createdAt)} />
        {batch.committedAt !== null && <Fact name={say('committedAt')} value={figures.moment(batch.committedAt)} />}
        {batch.withdrawnAt !== null && <Fact name={say('withdrawnAt')} value={figures.moment(batch.withdrawnAt)} />}
      </dl>
      <dl class="facts outcomes">
        <Fact name={say('rows')} value={figures.count(batch.outcomes.rowsRead)} />
        {OUTCOMES.map((outcome) => (
          <Fact
            key={outcome}
            name={say.term('RowOutcome', outcome.toUpperCase())}
            value={figures.count(batch.outcomes[outcome])}
          />
        ))}
      </dl>
    </>
  )
}

interface FactProps {
  readonly name: string
  readonly value: string
  readonly mark?: string
  /** A name that is the same in every language. */
  readonly foreign?: boolean
}

function Fact({ name, value, mark, foreign }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd translate={!foreign}>{mark === undefined ? value : <span class={`mark ${mark}`}>{value}</span>}</dd>
    </div>
  )
}
