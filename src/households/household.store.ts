import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import {
  type Counted,
  type CountingRequest,
  cutCounted,
  decodeCursor,
  type Page,
  pageSize,
  type TotalIfAsked,
} from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, rows, type SqlSession } from '../kernel/sql.ts'
import { SqlValues } from '../kernel/sql-values.ts'
import { holdsOn, insuredOn, isSmall, placeOf, seenIn } from '../population/place.ts'
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

const MEMBER = `select from resident r where r.household_id = h.household_id and ${holdsOn('r', '$2::date')}`

/** SQL conditions, one for each filter that is asked. */
function filtersOf(actor: Actor, where: HouseholdWhere, values: SqlValues): string[] {
  const { householdClasses: classes, withUncoveredMembers, minSize, changedSince } = where
  return [
    ...(classes && classes.length > 0
      ? [`h.household_class = any(${values.add(classes.map(householdClassNumber), 'int[]')})`]
      : []),
    ...(withUncoveredMembers ? [`exists (${MEMBER} and not (${insuredOn(actor, 'r')}))`] : []),
    ...(typeof minSize === 'number'
      ? [`(select count(*) from (${MEMBER}) member) >= ${values.add(minSize, 'int')}`]
      : []),
    ...(changedSince ? [`h.changed_at >= ${values.add(changedSince, 'timestamptz')}`] : []),
  ]
}

/** The texts that stand for where the page begins, null for the first, and for how many rows there are in it. */
type Cut = Readonly<Record<'code' | 'id' | 'limit', string>>

const isBehind = (at: string, household: string, { code, id }: Cut): string =>
  `(${code} is null or (${at} collate "C", ${household}) > (${code} collate "C", ${id}))`

/** The page alone: places by their code, until there are as many households as asked. */
const pageOf = (actor: Actor, conditions: string, cut: Cut): string => `
    select null::int as "totalCount", place.code as "placeCode", ${HOUSEHOLD_COLUMNS}
    from (
      select area_id, code from area
      where ${seenIn(actor, 'area.area_id')} and (${cut.code} is null or code collate "C" >= ${cut.code} collate "C")
      order by code collate "C"
    ) place join resident_household h on h.area_id = place.area_id
    where ${conditions} and ${isBehind('place.code', 'h.household_id', cut)}
    order by place.code collate "C", h.household_id limit ${cut.limit}`

/** The page, and how many there are in all, from one look at all of them. */
const countedPageOf = (actor: Actor, conditions: string, cut: Cut): string => `
    with found as materialized (
      select place.code, h.household_id, h.valid_from
      from resident_household h join area place on place.area_id = h.area_id
      where ${seenIn(actor, 'h.area_id')} and ${conditions}
    ), page as (
      select * from found where ${isBehind('code', 'household_id', cut)} order by code collate "C", household_id limit ${cut.limit}
    )
    select counted.n as "totalCount", page.code as "placeCode", ${HOUSEHOLD_COLUMNS}
    from (select count(*)::int as n from found) counted
    left join (page join resident_household h on h.household_id = page.household_id and h.valid_from = page.valid_from) on true
    order by page.code collate "C", page.household_id`

/**
 * The households that live in an area on a day, by the code of their place; counted only where the page says so. Two statements.
 * Throws `BadRequest`: `area-unknown-on-day`, and those of a page.
 */
export async function listHouseholds(
  actor: Actor,
  em: SqlSession,
  question: HouseholdQuestion,
  page: CountingRequest,
): Promise<Page<HouseholdRow, TotalIfAsked>> {
  const first = pageSize(page)
  const [code, id] = decodeCursor(page.after, ['TEXT', 'ID']) ?? [null, null]
  const { within, asOf } = question
  const place = await placeOf(em, within, asOf)
  const values = new SqlValues(place.areaId, asOf, scopeIds(actor))
  const conditions = [holdsOn('h', '$2::date'), ...filtersOf(actor, question, values)].join(' and ')
  const cut = { code: values.add(code, 'text'), id: values.add(id, 'bigint'), limit: values.add(first + 1, 'int') }
  const walks = page.counts === false
  const textOf = walks ? pageOf : countedPageOf
  // A look at all is planned for its values: how many households a class or a place has decides the plan.
  const ask = walks && isSmall(place) ? prepared : rows
  const found = await ask<Counted<HouseholdRow & { placeCode: string }>>(
    em,
    textOf(actor, conditions, cut),
    values.list,
  )
  const listed = cutCounted(found, first, (row) => [row.placeCode, row.householdId])
  return { ...listed, rows: listed.rows.map(({ placeCode, totalCount, ...row }) => row) }
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
