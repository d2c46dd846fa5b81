import { useState } from 'preact/hooks'
import { Failure } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { AreaLevel, FigureSource } from '../hub/answers.ts'
import type { HubFailure } from '../hub/hub.ts'
import { addressOf } from '../route.ts'
import type { CoverageRow } from './coverage-queries.ts'

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
        <Against row={row} />
      </dl>
      <Proof row={row} />
      {level !== 'COUNTRY' && level !== 'PROVINCE' && row.basis === 'REGISTRY' && <DoorList code={code} day={day} />}
    </section>
  )
}

function Against({ row }: { readonly row: CoverageRow }) {
  const { say, figures } = useReader()
  const { target, compared } = row
  const perWeek = (count: number | null): string =>
    count === null ? '–' : say('perWeek', { count: figures.count(Math.ceil(count)) })
  return (
    <>
      {target && (
        <>
          <Fact
            name={say('target')}
            value={`${figures.percent(target.value)}, ${say('targetDue', { day: figures.day(target.dueOn) })}`}
          />
          <Fact name={say('aboveTarget')} value={say('points', { points: figures.signed(row.pointsAboveTarget, 1) })} />
          <Fact name={say('cardsNeeded')} value={say('cards', { count: figures.count(row.cardsNeeded) })} />
          <Fact name={say('paceNeeded')} value={perWeek(row.weeklyPaceNeeded)} />
          <Fact name={say('pace')} value={perWeek(row.weeklyPace)} />
          <Fact
            name={say('projected')}
            value={row.projectedOn === null ? say('notAtThisPace') : figures.day(row.projectedOn)}
          />
        </>
      )}
      {compared && (
        <Fact
          name={say('changeSince', { day: figures.day(compared.asOf) })}
          value={`${figures.signed(compared.coveredChange)} (${say('points', { points: figures.signed(compared.pointsChange, 1) })})`}
        />
      )}
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
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

interface SourceProps {
  readonly name: string
  readonly source: FigureSource
  readonly basis: string
}

/** A file with its cell; a number of no one file is a sum of reports or a count of persons. */
function Source({ name, source, basis }: SourceProps) {
  const { say, figures } = useReader()
  const { batch, sourceName, address, asOf } = source
  return (
    <li>
      {`${name}: `}
      {batch && <a href={addressOf('imports', [batch.id])}>{sourceName}</a>}
      {!batch && say(basis === 'REPORTED' ? 'sourceSum' : 'sourceCounted')}
      {address && (
        <>
          {', '}
          <code>{address}</code>
        </>
      )}
      {`, ${say('sourceAsOf', { day: figures.day(asOf) })}`}
    </li>
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
