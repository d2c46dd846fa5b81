import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { type Drawing, drawing, type Reading } from './chart-scale.ts'
import type { TrendPoint } from './coverage-queries.ts'

interface TrendProps {
  readonly points: readonly TrendPoint[]
  readonly target: number | null
}

const FRAME = { width: 640, height: 200, left: 72, right: 12, top: 10, bottom: 24 }

/** The rate through time, as a line and, for who would rather read it, as a table. */
export function Trend({ points, target }: TrendProps) {
  const { say, figures } = useReader()
  const readings = points.flatMap(({ asOf, coverageRate }) =>
    coverageRate === null ? [] : [{ day: asOf, share: coverageRate }],
  )
  const first = readings.at(0)
  const last = readings.at(-1)
  return (
    <section>
      <h2>{say('trend')}</h2>
      {first === undefined || last === undefined || readings.length < 2 ? (
        <p class="quiet">{say('trendNone')}</p>
      ) : (
        <Line
          readings={readings}
          target={target}
          label={say('trendChart', {
            from: figures.day(first.day),
            first: figures.percent(first.share),
            until: figures.day(last.day),
            last: figures.percent(last.share),
          })}
        />
      )}
      {points.length > 0 && <TrendTable points={points} />}
    </section>
  )
}

interface LineProps {
  readonly readings: readonly Reading[]
  readonly target: number | null
  readonly label: string
}

function Line({ readings, target, label }: LineProps) {
  const { figures } = useReader()
  const drawn = drawing(readings, target === null ? [] : [target], FRAME)
  return (
    <svg class="trend" viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} role="img" aria-label={label}>
      <Grid drawn={drawn} />
      {target !== null && (
        <line
          class="target"
          x1={FRAME.left}
          x2={FRAME.width - FRAME.right}
          y1={drawn.yOf(target)}
          y2={drawn.yOf(target)}
        />
      )}
      <polyline points={drawn.points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {drawn.points.map(({ x, y, reading }) => (
        <circle key={reading.day} cx={x} cy={y} r="3">
          <title>{`${figures.day(reading.day)}: ${figures.percent(reading.share)}`}</title>
        </circle>
      ))}
      {[drawn.points.at(0), drawn.points.at(-1)].map(
        (point, index) =>
          point && (
            <text key={point.reading.day} x={point.x} y={FRAME.height - 6} text-anchor={index === 0 ? 'start' : 'end'}>
              {figures.day(point.reading.day)}
            </text>
          ),
      )}
    </svg>
  )
}

function Grid({ drawn }: { readonly drawn: Drawing }) {
  const { figures } = useReader()
  return (
    <>
      {drawn.lines.map(({ y, share }) => (
        <g key={share}>
          <line class="grid" x1={FRAME.left} x2={FRAME.width - FRAME.right} y1={y} y2={y} />
          <text x={FRAME.left - 6} y={y + 4} text-anchor="end">
            {figures.percent(share)}
          </text>
        </g>
      ))}
    </>
  )
}

function TrendTable({ points }: { readonly points: readonly TrendPoint[] }) {
  const { say, figures } = useReader()
  return (
    <details>
      <summary>{say('asTable')}</summary>
      <ScrollTable label={say('trend')}>
        <thead>
          <tr>
            <th scope="col">{say('day')}</th>
            <th scope="col" class="number">
              {say('covered')}
            </th>
            <th scope="col" class="number">
              {say('population')}
            </th>
            <th scope="col" class="number">
              {say('rate')}
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.asOf}>
              <th scope="row">{figures.day(point.asOf)}</th>
              <td class="number">{figures.count(point.covered)}</td>
              <td class="number">{figures.count(point.population)}</td>
              <td class="number">{figures.percent(point.coverageRate)}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </details>
  )
}
