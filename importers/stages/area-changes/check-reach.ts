import { inScopeOf } from '../../../src/access/area-scope.ts'
import { oneRow } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { addIssues } from '../stage-issues.ts'
import { changeDay, STOOD_BEFORE } from './change-day.ts'

/**
 * A table sent for an area below the country moves only what lies inside of it: old units on the day before, units that take
 * them in and what those lie in on the day; all of it in the sender's scope. Gives how many issues it found.
 */
export async function checkReach(context: LoaderContext): Promise<number> {
  const { level } = await oneRow<{ level: number }>(context.em, 'select level from area where area_id = $1', [
    context.batch.areaId,
  ])
  if (level === 0) return 0
  const values = [changeDay(context), context.batch.areaId]
  let found = 0
  for (const { code, field, of, where } of rules(context))
    found += await addIssues(context, 'check', {
      code,
      field,
      select: `select pair.sheet, pair.row, trim(unit.unit_type || ' ' || unit.name) as found,
                      jsonb_build_object('area', trim(mine.unit_type || ' ' || mine.name)) as args
               from change_pair pair join area mine on mine.area_id = $2 join ${of} where $1::date is not null and ${where}`,
      values,
    })
  return found
}

interface Rule {
  readonly code: 'area-above-batch' | 'area-outside-batch' | 'area-outside-scope'
  readonly field: string
  /** SQL: the table of the units at fault, as `unit`, and how a pair has them. */
  readonly of: string
  /** SQL condition: the unit may not be touched by the table of area $2 on the day $1. */
  readonly where: string
}

/** A unit is told once: what lies outside of the area is not told as outside of the scope too. */
function rules({ actor }: LoaderContext): readonly Rule[] {
  const old = { field: 'old_commune_code', of: 'area unit on unit.area_id = pair.old_id' }
  const known = {
    field: 'new_commune_code',
    of: 'change_new unit on unit.code = pair.new_code',
  }
  const province = {
    field: 'new_province_code',
    of: 'change_province unit on unit.code = pair.new_province',
  }
  const foreign = (area: string): string => `not ${inScopeOf(actor, area)}`
  return [
    { ...old, code: 'area-above-batch', where: 'unit.area_id = $2' },
    {
      ...old,
      code: 'area-outside-scope',
      where: `unit.area_id <> $2 and exists (select from area_ancestor held where held.ancestor_id = unit.area_id
              and ${STOOD_BEFORE('held')} and ${foreign('held.area_id')})`,
    },
    { ...known, code: 'area-outside-batch', where: `unit.known_id is not null and not ${INSIDE('unit.known_id')}` },
    {
      ...known,
      code: 'area-outside-scope',
      where: `unit.known_id is not null and ${INSIDE('unit.known_id')} and ${foreign('unit.known_id')}`,
    },
    {
      ...known,
      code: 'area-above-batch',
      where: `unit.district_id <> $2 and not ${INSIDE('unit.district_id')}`,
    },
    {
      ...known,
      code: 'area-outside-scope',
      where: `(unit.district_id = $2 or ${INSIDE('unit.district_id')}) and ${foreign('unit.district_id')}`,
    },
    {
      ...province,
      code: 'area-above-batch',
      where: `(unit.known_id is null or not exists (${UPPER('unit.known_id')}) or (unit.known_id <> $2 and exists (
                select from change_new commune where commune.code = pair.new_code and commune.district_id is null)))`,
    },
  ]
}

const onDay = (table: string): string => `${table}.valid_from <= $1 and $1 < ${table}.valid_until`

const INSIDE = (area: string): string =>
  `exists (select from area_ancestor link where link.area_id = ${area} and link.ancestor_id = $2 and link.area_id <> $2 and ${onDay('link')})`

/** SQL: the area is the batch's or lies above it. */
const UPPER = (area: string): string =>
  `select from area_ancestor link where link.area_id = $2 and link.ancestor_id = ${area} and ${onDay('link')}`
