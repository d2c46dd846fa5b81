import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { type Counted, cutCounted, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn, insuredOn, placeId, seenIn } from '../population/place.ts'
import { type HouseholdClass, householdClassNumber, householdClassOf } from './household-class.ts'

/** A household: what stays the same wherever it lives and however it is classified. */
export interface HouseholdRow {
  readonly householdId: number
  /** Its code in the survey; null when the survey gives none. */
  readonly code: string | null
  readonly address: string | null
  readonly headName: string | null
  readonly changedAt: Date
}

/** Where a household lives and which class it has on a day. */
export interface HouseholdState {
  readonly householdId: number
  readonly areaId: number
  readonly householdClass: HouseholdClass
}

/** Which households to list: everything that is given narrows. */
export interface HouseholdWhere {
  /** Code, on the day asked, of the area in which they live. */
  readonly within: string
  readonly householdClasses?: readonly HouseholdClass[] | null
  /** True: only those in which at least one member has no valid card on the day. */
  readonly withUncoveredMembers?: boolean | null
  readonly minSize?: number | null
  readonly changedSince?: Date | null
}

export interface HouseholdQuestion extends HouseholdWhere {
  readonly asOf: PlainDate
}

const HOUSEHOLD_COLUMNS = `h.household_id as "householdId", h.code, h.address, h.head_name as "headName", h.changed_at as "changedAt"`

const MEMBER = `select from resident r where r.household_id = s.household_id and ${holdsOn('r', '$2::date')}`

/** $1 place, $2 day, $3 scope, then one parameter a filter, null when it is not asked. */
const conditionOf = (actor: Actor): string => `${holdsOn('s', '$2::date')} and ${seenIn(actor, 's.area_id')}
  and ($4::int[] is null or s.household_class = any($4::int[]))
  and (not $5::boolean or exists (${MEMBER} and not (${insuredOn(actor, 'r')})))
  and ($6::int is null or (select count(*) from (${MEMBER}) member) >= $6)
  and ($7::timestamptz is null or s.changed_at >= $7)`

/**
 * The households that live in an area on a day, by the code of their place. Two statements. Throws `BadRequest`:
 * `area-unknown-on-day`, and those of a page.
 */
export async function listHouseholds(
  actor: Actor,
  em: SqlSession,
  question: HouseholdQuestion,
  page: PageRequest,
): Promise<Page<HouseholdRow>> {
  const first = pageSize(page)
  const after = decodeCursor(page.after, ['TEXT', 'ID'])
  const { within, asOf } = question
  const values = [await placeId(em, within, asOf), asOf, scopeIds(actor), ...filters(question)]
  const found = await rows<Counted<HouseholdRow & { placeCode: string }>>(
    em,
    `with found as materialized (
      select a.code as place_code, s.household_id, s.valid_from
      from resident_household s join area a on a.area_id = s.area_id where ${conditionOf(actor)}
    ), page as (
      select * from found
      where $8::text is null or (place_code collate "C", household_id) > ($8::text collate "C", $9::bigint)
      order by place_code collate "C", household_id limit $10
    )
    select counted.n as "totalCount", page.place_code as "placeCode", ${HOUSEHOLD_COLUMNS}
    from (select count(*)::int as n from found) counted
    left join (page join resident_household h on h.household_id = page.household_id and h.valid_from = page.valid_from) on true
    order by page.place_code collate "C", page.household_id`,
    [...values, ...(after ?? [null, null]), first + 1],
  )
  const cut = cutCounted(found, first, (row) => [row.placeCode, row.householdId])
  return { ...cut, rows: cut.rows.map(({ placeCode, totalCount, ...row }) => row) }
}

/** These households by id; those that last lived outside the actor's scope are left out. */
export async function householdsByIds(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
): Promise<Map<number, HouseholdRow>> {
  const found = await prepared<HouseholdRow>(
    em,
    `select ${HOUSEHOLD_COLUMNS} from household h
    where h.household_id = any($1::bigint[]) and ${standsInScope('h.household_id', 2)}`,
    [ids, scopeIds(actor)],
  )
  return new Map(found.map((row) => [row.householdId, row]))
}

/** The class with this number; a household always has one. */
export function classOf(number: number): HouseholdClass {
  const found = householdClassOf(number)
  if (found === null) throw new Error(`no household class ${number}`)
  return found
}

/** SQL condition: the household in column `household` lives, as far as is known last, in the scope of parameter `$position`. */
export function standsInScope(household: string, position: number): string {
  return `($${position}::int[] is null or exists (
    select from (select area_id from household_state where household_id = ${household} order by valid_from desc limit 1) last_place
    where ${inScope('last_place.area_id', position)}))`
}

function filters(where: HouseholdWhere): readonly unknown[] {
  const classes = where.householdClasses?.map(householdClassNumber) ?? []
  return [
    classes.length > 0 ? classes : null,
    where.withUncoveredMembers ?? false,
    where.minSize ?? null,
    where.changedSince ?? null,
  ]
}
