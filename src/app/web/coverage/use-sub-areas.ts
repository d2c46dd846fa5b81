import { useEffect, useState } from 'preact/hooks'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { NamedArea } from '../hub/answers.ts'
import type { HubFailure, Variables } from '../hub/hub.ts'
import { type CoverageRow, SUB_AREAS, type SubAreasAnswer } from './coverage-queries.ts'

/** The areas within an area. `rows` grows page by page until all are there: sorting needs them all. */
export interface SubAreasHeld {
  readonly rows: readonly CoverageRow[]
  readonly total: CoverageRow | null
  readonly missing: readonly NamedArea[]
  readonly waiting: boolean
  readonly failure: HubFailure | null
}

const EMPTY: SubAreasHeld = { rows: [], total: null, missing: [], waiting: true, failure: null }

/** Asks for all rows, a hundred at a time. Null variables ask nothing. */
export function useSubAreas(variables: Variables | null): SubAreasHeld {
  const { hub } = useReader()
  const [held, setHeld] = useState(EMPTY)
  const asked = JSON.stringify(variables)
  useEffect(() => {
    const question = JSON.parse(asked) as Variables | null
    if (question === null) return
    const left = new AbortController()
    const fetchAll = async (): Promise<void> => {
      let rows: readonly CoverageRow[] = []
      let after: string | null = null
      do {
        const { coverage }: SubAreasAnswer = await hub.ask(SUB_AREAS, { ...question, after }, left.signal)
        rows = [...rows, ...coverage.rows]
        after = coverage.pageInfo.hasNextPage ? coverage.pageInfo.endCursor : null
        setHeld({ rows, total: coverage.total, missing: coverage.missing, waiting: after !== null, failure: null })
      } while (after !== null)
    }
    setHeld((before) => ({ ...before, waiting: true }))
    fetchAll().catch((error: unknown) => {
      if (!left.signal.aborted) setHeld({ ...EMPTY, waiting: false, failure: asFailure(error) })
    })
    return () => left.abort()
  }, [hub, asked])
  return held
}
