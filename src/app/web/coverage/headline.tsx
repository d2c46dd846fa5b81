import { useState } from 'preact/hooks'
import { Failure } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { AreaLevel } from '../hub/answers.ts'
import type { HubFailure } from '../hub/hub.ts'
import type { CoverageRow } from './coverage-queries.ts'
import { Against, Fact, Source } from './standing.tsx'

interface HeadlineProps {
  readonly row: CoverageRow | null
  readonly day: string
  readonly code: string
  readonly level: AreaLevel
}

/** The number, what it is against its target, and what it rests on. */
export function Headline({ row, day, code, level }: HeadlineProps) {
  const { say, figures } = useReader()
  if (row === null) return <p class="problem">{say('nothingKnown', { day: figures.day(day) })}</p>
  if (row.suppressed) return <p class="problem">{say('suppressed')}</p>
  return (
    <section class="headline" aria-label={say('rate')}>
      <p class="big">{figures.percent(row.coverageRate)}</p>
      <dl class="facts">
        <Fact name={say('covered')} value={figures.count(row.covered)} />
        <Fact name={say('population')} value={figures.count(row.population)} />
        <Fact name={say('uncovered')} value={figures.count(row.uncovered)} />
        <Against row={row} compared={row.compared} />
      </dl>
      <Proof row={row} />
      {level !== 'COUNTRY' && level !== 'PROVINCE' && row.basis === 'REGISTRY' && <DoorList code={code} day={day} />}
    </section>
  )
}

/** The file and cell behind each of both numbers, with the day they speak for. */
function Proof({ row }: { readonly row: CoverageRow }) {
  const { say, figures } = useReader()
  return (
    <div class="proof">
      <h2>{say('source')}</h2>
      <ul class="plain">
        {row.coveredSource && <Source name={say('sourceCovered')} source={row.coveredSource} basis={row.basis} />}
        {row.populationSource && (
          <Source name={say('sourcePopulation')} source={row.populationSource} basis={row.basis} />
        )}
        <li>{`${say('basis')}: ${say.term('Basis', row.basis)}`}</li>
        {row.estimatedShare > 0 && <li>{say('estimated', { percent: figures.percent(row.estimatedShare) })}</li>}
        {row.target?.document && <li>{`${say('target')}: ${row.target.document}`}</li>}
      </ul>
    </div>
  )
}

function DoorList({ code, day }: { readonly code: string; readonly day: string }) {
  const { say, hub } = useReader()
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const download = (): void => {
    const search = new URLSearchParams({ within: code, asOf: day })
    hub.keep(`exports/door-list.xlsx?${search}`).then(
      () => setFailure(null),
      (error: unknown) => setFailure(asFailure(error)),
    )
  }
  return (
    <div class="actions no-print">
      <button type="button" onClick={download}>
        {say('doorList')}
      </button>
      {failure && <Failure failure={failure} />}
    </div>
  )
}
