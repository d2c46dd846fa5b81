import { useState } from 'preact/hooks'
import { Failure } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { HubFailure } from '../hub/hub.ts'

interface TakeTableProps {
  /** What the door is asked for: the arguments of the table's query. */
  readonly asked: Readonly<Record<string, string>>
}

/** A table to take away with all its rows and the source of each number: a workbook for people, CSV for programs. */
export function TakeTable({ asked }: TakeTableProps) {
  const { say, hub } = useReader()
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const take = (format: 'xlsx' | 'csv'): void => {
    const given = Object.entries(asked).filter(([, value]) => value !== '')
    setFailure(null)
    hub
      .keep(`exports/coverage.${format}?${new URLSearchParams(given)}`)
      .catch((error: unknown) => setFailure(asFailure(error)))
  }
  return (
    <>
      <p class="no-print">
        <button type="button" onClick={() => take('xlsx')}>
          {say('takeWorkbook')}
        </button>{' '}
        <button type="button" onClick={() => take('csv')}>
          {say('takeCsv')}
        </button>
      </p>
      {failure && <Failure failure={failure} />}
    </>
  )
}
