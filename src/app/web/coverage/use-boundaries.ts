import { useEffect, useRef, useState } from 'preact/hooks'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { AreaLevel } from '../hub/answers.ts'
import type { Hub, HubFailure, Variables } from '../hub/hub.ts'
import { BOUNDARIES, type BoundariesAnswer } from './coverage-queries.ts'
import type { Polygons } from './map-drawing.ts'
import type { SubAreasHeld } from './use-sub-areas.ts'

export interface Boundaries {
  /** By the area's id; those that nobody loaded are not there. */
  readonly byId: ReadonlyMap<string, Polygons>
  readonly failure: HubFailure | null
}

const NONE: ReadonlyMap<string, Polygons> = new Map()

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
  const [held, setHeld] = useState<Boundaries>({ byId: NONE, failure: null })
  /** What is held was asked for; a new question looks here and not at `held`, which may be about to change. */
  const heldFor = useRef('')
  const [first] = sub.rows
  // The rows may be there before the answer about the area within which they lie.
  const asked = sub.waiting || !first ? '' : [within, ...sub.rows.map(({ area }) => area.id).sort()].join(' ')
  // The areas say which map it is; the day is the one that they were listed for.
  useEffect(() => {
    if (asked === '' || asked === heldFor.current || !first) return
    const left = new AbortController()
    const hold = (found: Boundaries): void => {
      if (left.signal.aborted) return
      heldFor.current = found.failure === null ? asked : ''
      setHeld(found)
    }
    const variables = { within, level: first.area.level, on, scale: scaleOf(level) }
    allBoundaries(hub, variables, left.signal).then(
      (byId) => hold({ byId, failure: null }),
      (error: unknown) => hold({ byId: NONE, failure: asFailure(error) }),
    )
    return () => left.abort()
  }, [hub, asked])
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
