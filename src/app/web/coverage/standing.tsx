import { useReader } from '../frame/reader.ts'
import type { FigureSource } from '../hub/answers.ts'
import { addressOf } from '../route.ts'
import type { CoverageRow, Standing } from './coverage-queries.ts'

interface AgainstProps {
  readonly row: Standing
  readonly compared?: CoverageRow['compared']
}

/** Where a number stands against its target, and against another day. */
export function Against({ row, compared }: AgainstProps) {
  const { say, figures } = useReader()
  const { target } = row
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

export function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

interface SourceProps {
  readonly name: string
  readonly source: FigureSource
  readonly basis: string
}

/** A file with its cell; a number of no one file is a sum of reports or a count of persons. */
export function Source({ name, source, basis }: SourceProps) {
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
