import { useEffect, useState } from 'preact/hooks'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { AreaLevel } from '../hub/answers.ts'
import type { Hub, HubFailure, Variables } from '../hub/hub.ts'
import { BOUNDARIES, type BoundariesAnswer } from './coverage-queries.ts'
import type { Polygons } from './map-drawing.ts'
import type { SubAreasHeld } from './use-sub-areas.ts'

export interface Boundaries {
  /** The list of areas that they were asked for. */
  readonly listed: string
  /** By the area's id; those that nobody loaded are not there. */
  readonly byId: ReadonlyMap<string, Polygons>
  readonly failure: HubFailure | null
}

const NONE: Boundaries = { listed: '', byId: new Map(), failure: null }

/** Of which area, of which level, and on the map of which day. */
export interface MapAsked {
  readonly within: string
  readonly level: AreaLevel
  readonly on: string
}

/** The map is as wide as its area: the wider that is, the coarser the lines. */
function scaleOf(level: AreaLevel): string {
  return level === 'COUNTRY' || level === 'PROVINCE' ? level : 'DISTRICT'
}

/**
 * The boundaries of the areas within, asked once for a list of areas: another day or comparison of the same areas draws them
 * anew and asks nothing. Where none is loaded it is one question with an empty answer.
 */
export function useBoundaries({ within, level, on }: MapAsked, sub: SubAreasHeld): Boundaries {
  const { hub } = useReader()
  const [held, setHeld] = useState(NONE)
  const [first] = sub.rows
  const listed =
    sub.waiting || !first
      ? ''
      : sub.rows
          .map(({ area }) => area.id)
          .sort()
          .join(' ')
  // The areas say which map it is; the day is the one that they were listed for.
  useEffect(() => {
    if (listed === '' || listed === held.listed || !first) return
    const left = new AbortController()
    const variables = { within, level: first.area.level, on, scale: scaleOf(level) }
    allBoundaries(hub, variables, left.signal).then(
      (byId) => setHeld({ listed, byId, failure: null }),
      (error: unknown) => {
        if (!left.signal.aborted) setHeld({ ...NONE, failure: asFailure(error) })
      },
    )
    return () => left.abort()
  }, [hub, listed])
  return held
}

async function allBoundaries(hub: Hub, variables: Variables, signal: AbortSignal): Promise<Map<string, Polygons>> {
  const byId = new Map<string, Polygons>()
  let after: string | null = null
  do {
    const { areas }: BoundariesAnswer = await hub.ask(BOUNDARIES, { ...variables, after }, signal)
    for (const { id, boundary } of areas.nodes) if (boundary !== null) byId.set(id, boundary.coordinates)
    after = areas.pageInfo.hasNextPage ? areas.pageInfo.endCursor : null
  } while (after !== null)
  return byId
}
