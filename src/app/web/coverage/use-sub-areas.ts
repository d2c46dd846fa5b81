import { useEffect, useState } from 'preact/hooks'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { HubFailure, Variables } from '../hub/hub.ts'
import {
  type AreaWithin,
  type CoverageRow,
  SUB_AREAS,
  SUB_AREAS_WHOLE,
  type SubAreaRow,
  type SubAreasAnswer,
  type SubAreasWholeAnswer,
} from './coverage-queries.ts'

/** The areas within an area. `rows` grows until all are there: sorting needs them all. */
export interface SubAreasHeld {
  readonly rows: readonly SubAreaRow[]
  readonly total: CoverageRow | null
  readonly missing: readonly AreaWithin[]
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
      let rows: readonly SubAreaRow[] = []
      let shown = 0
      let after: string | null = null
      do {
        const { coverage }: SubAreasAnswer = await hub.ask(SUB_AREAS, { ...question, after }, left.signal)
        rows = [...rows, ...coverage.rows]
        after = coverage.pageInfo.hasNextPage ? coverage.pageInfo.endCursor : null
        const now = { rows, waiting: after !== null, failure: null }
        // The table is drawn anew when it has doubled, not for every page.
        if (after === null || rows.length >= shown * 2) {
          shown = rows.length
          setHeld((before) => ({ ...before, ...now }))
        }
      } while (after !== null)
    }
    const fetchWhole = async (): Promise<void> => {
      const { coverage } = await hub.ask<SubAreasWholeAnswer>(SUB_AREAS_WHOLE, question, left.signal)
      setHeld((before) => ({ ...before, total: coverage.total, missing: coverage.missing }))
    }
    setHeld((before) => ({ ...before, waiting: true }))
    Promise.all([fetchAll(), fetchWhole()]).catch((error: unknown) => {
      if (!left.signal.aborted) setHeld({ ...EMPTY, waiting: false, failure: asFailure(error) })
    })
    return () => left.abort()
  }, [hub, asked])
  return held
}
