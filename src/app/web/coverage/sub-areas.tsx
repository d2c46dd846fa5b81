import { useMemo } from 'preact/hooks'
import { Failure, Loading } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import type { WordKey } from '../words/words.ts'
import { Bar } from './bar.tsx'
import type { SubAreaRow } from './coverage-queries.ts'
import { type Sort, sortedRows, sortOf } from './sorted-rows.ts'
import { TakeTable } from './take-table.tsx'
import type { SubAreasHeld } from './use-sub-areas.ts'
import { areaAddress, tableAsked, type View, viewAddress } from './view.ts'

interface SubAreasProps {
  readonly sub: SubAreasHeld
  readonly code: string
  readonly view: View
}

/** The areas within, as a table to sort and as bars against their targets. */
export function SubAreas({ sub, code, view }: SubAreasProps) {
  const { say, figures } = useReader()
  const rows = useMemo(() => sortedRows(sub.rows, view.sort), [sub.rows, view.sort])
  const whole = rows.length > 0 && !sub.waiting
  return (
    <section>
      <h2>{say('subAreas')}</h2>
      {sub.failure && <Failure failure={sub.failure} />}
      {sub.waiting && <Loading />}
      {!sub.waiting && !sub.failure && rows.length === 0 && <p class="quiet">{say('subAreasNone')}</p>}
      {rows.length > 0 && <SubAreaTable rows={rows} code={code} view={view} />}
      {whole && <TakeTable asked={tableAsked(code, view)} />}
      {sub.missing.length > 0 && (
        <p class="quiet">
          {say('missing', { count: figures.count(sub.missing.length) })}{' '}
          {sub.missing.slice(0, 30).map((area) => (
            <a key={area.code} class="day" href={areaAddress(area.code, view)}>
              {area.fullName}
            </a>
          ))}
          {sub.missing.length > 30 && '…'}
        </p>
      )}
    </section>
  )
}

interface SubAreaTableProps {
  readonly rows: readonly SubAreaRow[]
  readonly code: string
  readonly view: View
}

const COLUMNS: readonly (readonly [Sort, WordKey])[] = [
  ['population', 'population'],
  ['covered', 'covered'],
  ['uncovered', 'uncovered'],
  ['rate', 'rate'],
  ['points', 'aboveTarget'],
  ['cards', 'cardsNeeded'],
]

function SubAreaTable({ rows, code, view }: SubAreaTableProps) {
  const { say, figures } = useReader()
  const compared = view.compare !== ''
  return (
    <ScrollTable label={say('subAreas')} rows={rows.length}>
      <thead>
        <tr>
          <SortHeading code={code} view={view} by="area" text={say('area')} />
          {COLUMNS.map(([by, word]) => (
            <SortHeading key={by} code={code} view={view} by={by} text={say(word)} />
          ))}
          {compared && (
            <SortHeading
              code={code}
              view={view}
              by="change"
              text={say('changeSince', { day: figures.day(view.compare) })}
            />
          )}
          <th scope="col">{say('barAgainst')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.area.code} row={row} view={view} compared={compared} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

interface SortHeadingProps {
  readonly code: string
  readonly view: View
  readonly by: Sort
  readonly text: string
}

/** A heading that sorts: numbers the greatest first, names in the order of their codes, and the other way at a second press. */
function SortHeading({ code, view, by, text }: SortHeadingProps) {
  const now = sortOf(view.sort)
  const chosen = now.by === by
  const down = chosen ? !now.down : by !== 'area'
  const arrow = now.down ? ' ▼' : ' ▲'
  return (
    <th
      scope="col"
      class={by === 'area' ? '' : 'number'}
      aria-sort={chosen ? (now.down ? 'descending' : 'ascending') : 'none'}
    >
      <a href={viewAddress(code, view, { sort: `${down ? '-' : ''}${by}` })}>
        {text}
        <span aria-hidden="true">{chosen ? arrow : ''}</span>
      </a>
    </th>
  )
}

interface LineProps {
  readonly row: SubAreaRow
  readonly view: View
  readonly compared: boolean
}

function Line({ row, view, compared }: LineProps) {
  const { say, figures } = useReader()
  const numbers = [
    figures.count(row.population),
    figures.count(row.covered),
    figures.count(row.uncovered),
    figures.percent(row.coverageRate),
    figures.signed(row.pointsAboveTarget, 1),
    figures.count(row.cardsNeeded),
    ...(compared ? [figures.signed(row.compared?.coveredChange)] : []),
  ]
  return (
    <tr>
      <th scope="row">
        <a href={areaAddress(row.area.code, view)}>{row.area.fullName}</a>
      </th>
      {row.suppressed ? (
        <td class="quiet" colSpan={numbers.length + 1}>
          {say('suppressed')}
        </td>
      ) : (
        <>
          {numbers.map((text, index) => (
            <td key={index} class="number">
              {text}
            </td>
          ))}
          <td>
            <Bar share={row.coverageRate} target={row.target?.value ?? null} />
          </td>
        </>
      )}
    </tr>
  )
}
