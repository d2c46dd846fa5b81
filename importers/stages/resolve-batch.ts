import { inScope, scopeIds } from '../../src/access/area-scope.ts'
import { may } from '../../src/access/may.ts'
import { changesAreas } from '../../src/batches/source-kind.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import type { AreaHint } from '../source.ts'
import { type BatchRecord, batchActor } from './batch-record.ts'
import type { LoaderBatch, LoaderContext } from './loader.ts'
import { addBatchIssue } from './stage-issues.ts'
import { stageTable } from './stage-table.ts'

type Place = Pick<LoaderContext, 'em' | 'actor' | 'batch'>

/** Kinds that mean nothing without the day they are true for. */
const NEED_A_DAY: readonly string[] = ['AREA_CHANGES', 'FIGURES', 'CARD_ROLL', 'CARD_CHANGES', 'HOUSEHOLD_SURVEY']

/**
 * The area and the day that the whole file speaks for: what the sender chose, else what the titles say; a list of areas
 * without either is a list of the country. What cannot be told is a BLOCKING issue, never a guess.
 */
export async function resolveBatch(place: Place, batch: BatchRecord, today: PlainDate): Promise<LoaderBatch> {
  const asOf = await dayOf(place, batch)
  const areaId = await areaOf(place, batch, asOf ?? today)
  await execute(place.em, 'update import_batch set area_id = $2, as_of = $3 where batch_id = $1', [
    batch.id,
    areaId,
    asOf,
  ])
  return { ...place.batch, areaId, asOf }
}

/** Whether the batch leaves the areas alone, or its sender may change them; else a BLOCKING issue says who may. */
export async function mayChangeAreas({ em, actor, batch }: Place): Promise<boolean> {
  if (!changesAreas(batch.kind) || may(actor, 'CHANGE_AREAS')) return true
  await addBatchIssue({ em, batch }, 'resolve', { code: 'change-areas-not-allowed' })
  return false
}

async function dayOf(place: Place, batch: BatchRecord): Promise<PlainDate | null> {
  if (batch.choices.asOf) return batch.choices.asOf
  const titled = batch.sheets.flatMap((sheet) => (sheet.asOf ? [sheet.asOf] : []))
  const stated = [...new Set(titled.length === 0 && batch.kind === 'AREA_CHANGES' ? await daysOfRows(place) : titled)]
  if (stated.length === 1) return stated[0] ?? null
  if (stated.length > 1) {
    await addBatchIssue(place, 'resolve', { code: 'as-of-differs', args: { days: stated.join(', ') } })
  } else if (batch.kind !== null && NEED_A_DAY.includes(batch.kind)) {
    await addBatchIssue(place, 'resolve', { code: 'as-of-not-stated' })
  }
  return null
}

/** The days on which the rows of a table of conversion take effect. */
async function daysOfRows(place: Place): Promise<PlainDate[]> {
  const found = await rows<{ day: PlainDate }>(
    place.em,
    `select distinct valid_from::text as day from ${stageTable(place.batch.id)} where valid_from is not null order by day`,
  )
  return found.map(({ day }) => day)
}

async function areaOf(place: Place, batch: BatchRecord, on: PlainDate): Promise<number | null> {
  const found = batch.choices.areaCode
    ? await areaByCode(place, batch.choices.areaCode, on)
    : await areaByHints(place, batch, on)
  if (found === null) return null
  const [visible] = await rows(place.em, `select from area where area_id = $1 and ${inScope('area.area_id', 2)}`, [
    found,
    scopeIds(batchActor(batch)),
  ])
  if (visible) return found
  await addBatchIssue(place, 'resolve', { code: 'area-not-in-scope' })
  return null
}

async function areaByCode(place: Place, code: string, on: PlainDate): Promise<number | null> {
  const [found] = await rows<{ id: number }>(
    place.em,
    'select area_id as id from area where code = $1 and valid_from <= $2 and $2 < valid_until',
    [code, on],
  )
  if (!found) await addBatchIssue(place, 'resolve', { code: 'area-code-unknown', found: code, args: { day: on } })
  return found?.id ?? null
}

/**
 * The most specific area that the titles name. One that is named and not known blocks: a roll of an unknown commune must
 * never be taken for the roll of its whole district.
 */
async function areaByHints(place: Place, batch: BatchRecord, on: PlainDate): Promise<number | null> {
  // The title of a table of conversion names units of either day: only the sender can narrow it down.
  if (batch.kind === 'AREA_CHANGES') return country(place)
  const hints = batch.sheets.flatMap((sheet) => sheet.areaHints)
  const candidates = await Promise.all(hints.map((hint) => areasOfHint(place, hint, on)))
  const known = candidates.filter((areas) => areas.length > 0)
  const specific = mostSpecific(known)
  const unknown = hints.find(
    (hint, at) => candidates[at]?.length === 0 && (hint.level ?? 0) > (specific[0]?.level ?? 0),
  )
  if (unknown && batch.kind !== 'AREAS') {
    await addBatchIssue(place, 'resolve', { code: 'area-title-unknown', found: unknown.name, args: { day: on } })
    return null
  }
  if (specific.length === 1) return specific[0]?.id ?? null
  if (specific.length === 0 && batch.kind === 'AREAS') return country(place)
  await addBatchIssue(place, 'resolve', {
    code: specific.length === 0 ? 'area-not-stated' : 'area-title-ambiguous',
    args: {
      candidates: specific
        .map((area) => `${area.name} (${area.code})`)
        .slice(0, 5)
        .join(', '),
    },
  })
  return null
}

interface HintedArea {
  readonly id: number
  readonly level: number
  readonly name: string
  readonly code: string
  readonly above: readonly number[]
}

/** The areas of the lowest level that lie in one candidate of every other hint: “xã Bố Hạ” within “huyện Yên Thế”. */
function mostSpecific(hints: readonly (readonly HintedArea[])[]): readonly HintedArea[] {
  const all = hints.flat()
  const lowest = Math.max(...all.map((area) => area.level))
  const within = all.filter(
    (area) =>
      area.level === lowest &&
      hints.every((others) => others.some((other) => other.id === area.id || area.above.includes(other.id))),
  )
  const chosen = within.length > 0 ? within : all.filter((area) => area.level === lowest)
  return [...new Map(chosen.map((area) => [area.id, area])).values()]
}

async function areasOfHint(place: Place, hint: AreaHint, on: PlainDate): Promise<readonly HintedArea[]> {
  return rows<HintedArea>(
    place.em,
    `with named as (
       select area.*, case when code = $2 then 1 when name_key = $3 then 2 else 3 end as likeness
       from area
       where valid_from <= $1 and $1 < valid_until and ($4::int is null or level = $4)
         and (code = $2 or ($2::text is null and (name_key = $3 or name_plain = $5)))
     )
     select area_id as id, level, trim(unit_type || ' ' || name) as name, code,
            array(select ancestor_id from area_ancestor link
                  where link.area_id = named.area_id and link.valid_from <= $1 and $1 < link.valid_until) as above
     from named where likeness = (select min(likeness) from named)`,
    [on, hint.code, hint.key, hint.level, hint.plain],
  )
}

async function country(place: Place): Promise<number | null> {
  const [found] = await rows<{ id: number }>(place.em, `select area_id as id from area where code = 'VN' and level = 0`)
  return found?.id ?? null
}
