import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { oneRow, prepared, rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn, placeId, seenIn } from '../population/place.ts'
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
const CONDITION = `${holdsOn('s', '$2::date')} and ${seenIn('s.area_id', '$1::int', '$2::date', 3)}
  and ($4::int[] is null or s.household_class = any($4::int[]))
  and (not $5::boolean or exists (${MEMBER} and not exists (
    select from enrolment e where e.person_id = r.person_id and ${holdsOn('e', '$2::date')})))
  and ($6::int is null or (select count(*) from (${MEMBER}) member) >= $6)
  and ($7::timestamptz is null or s.changed_at >= $7)`

/**
 * The households that live in an area on a day, by the code of their place. Three statements. Throws `BadRequest`:
 * `area-unknown-on-day`, and those of a page.
 */
export async function listHouseholds(
  actor: Actor,
  em: SqlSession,
  question: HouseholdQuestion,
  page: PageRequest,
): Promise<Page<HouseholdRow>> {
  const first = pageSize(page)
  const after = decodeCursor(page.after, 2)
  const { within, asOf } = question
  const values = [await placeId(em, within, asOf), asOf, scopeIds(actor), ...filters(question)]
  const from = `from resident_household s join area a on a.area_id = s.area_id where ${CONDITION}`
  const { count } = await oneRow<{ count: number }>(em, `select count(*)::int as count ${from}`, values)
  const found = await rows<HouseholdRow & { placeCode: string }>(
    em,
    `select ${HOUSEHOLD_COLUMNS}, page.code as "placeCode"
    from (
      select a.code, s.household_id ${from}
        and ($8::text is null or (a.code collate "C", s.household_id) > ($8::text collate "C", $9::bigint))
      order by a.code collate "C", s.household_id limit $10
    ) page join household h on h.household_id = page.household_id
    order by page.code collate "C", h.household_id`,
    [...values, ...(after ?? [null, null]), first + 1],
  )
  const cut = cutPage(found, first, count, (row) => [row.placeCode, row.householdId])
  return { ...cut, rows: cut.rows.map(({ placeCode, ...row }) => row) }
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
