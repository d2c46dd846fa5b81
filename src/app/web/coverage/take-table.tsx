import { useReader } from '../frame/reader.ts'
import { keepFile } from '../hub/keep-file.ts'
import type { CoverageRow } from './coverage-queries.ts'
import { csvOf } from './csv.ts'
import type { View } from './view.ts'

interface TakeTableProps {
  readonly rows: readonly CoverageRow[]
  readonly code: string
  readonly view: View
}

/** The table of sub-areas to take away, in the order shown, with numbers as numbers and rates as ratios 0–1. */
export function TakeTable({ rows, code, view }: TakeTableProps) {
  const { say } = useReader()
  const take = (): void => {
    const headings = [
      say('areaCode'),
      say('area'),
      say('day'),
      say('population'),
      say('covered'),
      say('rate'),
      say('target'),
      say('cardsNeeded'),
    ]
    const lines = rows.map((row) => [
      row.area.code,
      row.area.fullName,
      row.asOf,
      row.population,
      row.covered,
      row.coverageRate,
      row.target?.value ?? null,
      row.cardsNeeded,
    ])
    keepFile(new Blob([csvOf([headings, ...lines])], { type: 'text/csv' }), `bao-phu-${code}-${view.day}.csv`)
  }
  return (
    <p class="no-print">
      <button type="button" onClick={take}>
        {say('takeTable')}
      </button>
    </p>
  )
}
