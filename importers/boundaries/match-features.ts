import type { Actor } from '../../src/access/actor.ts'
import { splitAreaName } from '../../src/areas/area-name.ts'
import { areasByCodes, type CodedArea } from '../../src/areas/boundary.store.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { SqlSession } from '../../src/kernel/sql.ts'
import { plainKey } from '../../src/kernel/vietnamese-text.ts'
import type { Finding, ReadFeature } from './read-feature.ts'

/** What of a feature says which area it means, or why it is refused already. */
export type Labelled = Pick<ReadFeature, 'code' | 'name' | 'finding'>

/** A feature with the area it means. */
export interface Matched<Feature extends Labelled> {
  readonly feature: Feature
  /** Null when the feature is refused. */
  readonly areaId: number | null
  readonly finding: Finding | null
}

/** Matches each feature to the area that had its code on the day; an area is matched once. In the order of the features. */
export async function matchedFeatures<Feature extends Labelled>(
  actor: Actor,
  em: SqlSession,
  features: readonly Feature[],
  on: PlainDate,
): Promise<Matched<Feature>[]> {
  const codes = new Set(features.flatMap(({ code }) => (code === null ? [] : spellings(code))))
  const found = Map.groupBy(await areasByCodes(actor, em, [...codes], on), ({ code }) => code)
  const taken = new Map<number, number>()
  return features.map((feature, at): Matched<Feature> => {
    const refused = (finding: Finding): Matched<Feature> => ({ feature, areaId: null, finding })
    if (feature.finding !== null) return refused(feature.finding)
    const candidates = spellings(feature.code ?? '').flatMap((code) => found.get(code) ?? [])
    const area = theArea(feature, candidates, on)
    if ('finding' in area) return refused(area.finding)
    const first = taken.get(area.areaId)
    if (first !== undefined)
      return refused({ code: 'boundary-area-repeated', args: { code: area.code, name: area.fullName, first } })
    taken.set(area.areaId, at + 1)
    return { feature, areaId: area.areaId, finding: null }
  })
}

/** The code as it is written; where a table took it for a number, also with the zeros that it lost. */
function spellings(code: string): readonly string[] {
  const digits = /^\d{1,4}$/.test(code) ? [2, 3, 5].map((length) => code.padStart(length, '0')) : []
  return [...new Set([code, ...digits])]
}

/**
 * The area that a feature means. Codes are reused: where the feature has a name, it must be the area's, accents apart, or a map of
 * another day would be laid over today's places without a word.
 */
function theArea(
  { code, name }: Labelled,
  candidates: readonly CodedArea[],
  on: PlainDate,
): CodedArea | { readonly finding: Finding } {
  const args = { code: code ?? '', day: on }
  const [first] = candidates
  if (first === undefined) return { finding: { code: 'boundary-area-unknown', args } }
  const named = name === null ? candidates : candidates.filter((area) => isNamed(area, name))
  if (named.length === 0)
    return { finding: { code: 'boundary-name-differs', found: name ?? '', args: { ...args, name: first.fullName } } }
  const exact = named.find((area) => area.code === code)
  if (exact) return exact
  const [only, ...others] = named as readonly [CodedArea, ...CodedArea[]]
  if (others.length === 0) return only
  const names = named.map((area) => `${area.code} ${area.fullName}`).join(', ')
  return { finding: { code: 'boundary-code-ambiguous', args: { ...args, names } } }
}

function isNamed(area: CodedArea, name: string): boolean {
  return [splitAreaName(name).plain, plainKey(name)].includes(area.namePlain)
}
