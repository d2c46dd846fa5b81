import type { Actor } from '../../src/access/actor.ts'
import { audit } from '../../src/access/audit.store.ts'
import { type BoundaryDraft, type BoundaryOutcome, keepBoundaries } from '../../src/areas/boundary.store.ts'
import { drawnAt, MAP_SCALES, type MapScale, type Polygons } from '../../src/areas/boundary.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { REGISTER_LOCK } from '../../src/kernel/register-lock.ts'
import { execute, type HubSession, rows, takeTime } from '../../src/kernel/sql.ts'
import { UnreadableFile } from '../workbook/workbook.ts'
import { featuresOf, type GeoJsonLimits } from './features.ts'
import { matchedFeatures } from './match-features.ts'
import { type Finding, type ReadFeature, readFeature } from './read-feature.ts'

/** A GeoJSON file as it is sent. */
export interface SentBoundaries {
  readonly bytes: AsyncIterable<Uint8Array>
  /** The day whose areas the codes mean. */
  readonly on: PlainDate
  /** The property that holds the code; null for a usual one. */
  readonly codeProperty: string | null
}

/** What became of one feature of the file. */
export interface FeatureOutcome {
  /** Counts from 1, in the order of the file. */
  readonly place: number
  readonly code: string | null
  readonly name: string | null
  readonly outcome: BoundaryOutcome | 'REFUSED'
  /** Why it was refused; null otherwise. */
  readonly finding: Finding | null
}

/** A feature with its drawings instead of all its positions. */
interface DrawnFeature extends Omit<ReadFeature, 'polygons'> {
  readonly drawn: Readonly<Record<MapScale, string>>
}

/**
 * Loads the boundaries in a GeoJSON file: reads all of it, matches each feature to the area that had its code on the day, and
 * writes what is right in one transaction with its entry in the audit log. Every feature has one outcome; what is refused
 * keeps nothing else out. Throws `UnreadableFile` for a file that is no GeoJSON or too much, and writes nothing then.
 */
export async function loadBoundaries(
  actor: Actor,
  em: HubSession,
  sent: SentBoundaries,
  limits: GeoJsonLimits,
): Promise<readonly FeatureOutcome[]> {
  const read = await drawnFeatures(sent, limits)
  return em.transactional(async (transaction) => {
    await takeTime(transaction)
    // Areas stand still meanwhile.
    await rows(transaction, 'select pg_advisory_xact_lock_shared($1, 0)', [REGISTER_LOCK])
    const matched = await matchedFeatures(actor, transaction, read, sent.on)
    const drafts = matched.flatMap(({ areaId, feature }) => (areaId === null ? [] : [{ areaId, ...feature.drawn }]))
    const kept = await keepBoundaries(actor, transaction, drafts satisfies readonly BoundaryDraft[])
    const outcomes = matched.map(
      ({ areaId, feature: { code, name }, finding }, at): FeatureOutcome => ({
        place: at + 1,
        code,
        name,
        outcome: (areaId === null ? undefined : kept.get(areaId)) ?? 'REFUSED',
        finding,
      }),
    )
    const written = [...kept].filter(([, outcome]) => outcome !== 'UNCHANGED').map(([areaId]) => areaId)
    // Kept answers may show an older boundary.
    if (written.length > 0)
      await execute(transaction, 'update hub_version set version = version + 1, updated_at = now()')
    const { on } = sent
    await audit(transaction, actor, 'BOUNDARIES_LOADED', { on, ...countsOf(outcomes), areaIds: written })
    return outcomes
  })
}

async function drawnFeatures({ bytes, codeProperty }: SentBoundaries, limits: GeoJsonLimits): Promise<DrawnFeature[]> {
  const read: DrawnFeature[] = []
  let positions = 0
  for await (const feature of featuresOf(bytes, limits)) {
    const { polygons, ...told } = readFeature(feature, codeProperty)
    positions += polygons.flat().reduce((sum, ring) => sum + ring.length, 0)
    if (positions > limits.maxPositions)
      throw new UnreadableFile('geojson-too-many-positions', { limit: limits.maxPositions })
    read.push(drawnFeature(told, polygons))
  }
  return read
}

function drawnFeature(told: Omit<ReadFeature, 'polygons'>, polygons: Polygons): DrawnFeature {
  const drawings = MAP_SCALES.map((scale) => [scale, drawnAt(polygons, scale)] as const)
  const isFlat = told.finding === null && drawings.some(([, drawing]) => drawing.length === 0)
  return {
    ...told,
    finding: isFlat ? { code: 'boundary-covers-nothing' } : told.finding,
    drawn: Object.fromEntries(drawings.map(([scale, drawing]) => [scale, JSON.stringify(drawing)])) as Record<
      MapScale,
      string
    >,
  }
}

/** How many features had each outcome. */
export function countsOf(outcomes: readonly FeatureOutcome[]) {
  const count = (wanted: FeatureOutcome['outcome']): number =>
    outcomes.filter(({ outcome }) => outcome === wanted).length
  return {
    loaded: count('LOADED'),
    replaced: count('REPLACED'),
    unchanged: count('UNCHANGED'),
    refused: count('REFUSED'),
  }
}
