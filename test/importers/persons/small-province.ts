import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { refreshAncestors } from '../../../src/areas/area-ancestors.ts'
import { execute, rows } from '../../../src/kernel/sql.ts'
import { plainKey } from '../../../src/kernel/vietnamese-text.ts'

/** A province with a district of two communes and a second district of one: area ids by code. */
export interface SmallProvince {
  readonly country: number
  readonly province: number
  readonly district: number
  readonly hung: number
  readonly hoa: number
  readonly loc: number
}

const AREAS = [
  ['75', 'Đồng Nai', 'Tỉnh', 1, 'VN'],
  ['741', 'Xuân Lộc', 'Huyện', 2, '75'],
  ['740', 'Thống Nhất', 'Huyện', 2, '75'],
  ['26446', 'Xuân Hưng', 'Xã', 3, '741'],
  ['26443', 'Xuân Hòa', 'Xã', 3, '741'],
  ['26299', 'Lộ 25', 'Xã', 3, '740'],
] as const

export async function makeSmallProvince(em: SqlEntityManager): Promise<SmallProvince> {
  await execute(
    em,
    `insert into area (code, name, level, name_key, name_plain)
     select 'VN', 'Việt Nam', 0, 'việt nam', 'viet nam' where not exists (select from area where code = 'VN')`,
  )
  for (const [code, name, type, level, parent] of AREAS) {
    await execute(
      em,
      `insert into area (code, name, unit_type, level, name_key, name_plain) values ($1, $2, $3, $4, lower($2), $5)`,
      [code, name, type, level, plainKey(name)],
    )
    await execute(
      em,
      `insert into area_parent (area_id, parent_id) select below.area_id, above.area_id from area below, area above
       where below.code = $1 and above.code = $2`,
      [code, parent],
    )
  }
  await refreshAncestors(em)
  const found = await rows<{ code: string; id: number }>(em, 'select code, area_id as id from area')
  const id = (code: string): number => found.find((area) => area.code === code)?.id ?? 0
  return {
    country: id('VN'),
    province: id('75'),
    district: id('741'),
    hung: id('26446'),
    hoa: id('26443'),
    loc: id('26299'),
  }
}

interface Named {
  readonly name: string
  readonly birth?: string
  readonly sex?: number
  readonly sin?: string
  readonly nationalId?: string
  readonly commune?: string
}

/** The fields that say who a row speaks of and in which commune. */
export function personFields(named: Named) {
  return {
    full_name: named.name,
    name_key: named.name.toLowerCase(),
    birth_date: named.birth?.length === 10 ? named.birth : null,
    birth_year: named.birth ? Number(named.birth.slice(0, 4)) : null,
    sex: named.sex ?? 1,
    social_insurance_number: named.sin ?? null,
    national_id: named.nationalId ?? null,
    commune_code: named.commune ?? '26446',
  }
}

/** The fields of a hamlet that a row names. */
export function hamletFields(name: string) {
  return { hamlet_name: name, hamlet_type: 'Ấp', hamlet_key: name.toLowerCase(), hamlet_plain: name.toLowerCase() }
}

/** The fields of a card; `until` is the first day without it. */
export function cardFields(number: string | null, from: string | null, until: string | null) {
  return { card_number: number, valid_from: from, valid_until: until }
}

/** The fields of a row in a list of changes. */
export function changeFields(change: 'INCREASE' | 'DECREASE' | 'CHANGE' | 'NONE', code: string | null = null) {
  return { change, participant_code: code }
}

/** The fields of a household's member. */
export function memberFields(
  household: number,
  code: string | null,
  member: { head?: boolean; class?: number | null } = {},
) {
  return {
    household_no: household,
    household_code: code,
    household_head: member.head ?? false,
    household_class: member.class === undefined ? 4 : member.class,
  }
}

/** Empties everything but areas of the commune and above, and participant codes. */
export async function emptyRegister(em: SqlEntityManager): Promise<void> {
  await execute(
    em,
    `truncate person, person_identity, household, household_identity, household_state, residence, enrolment,
              card_declaration, coverage_cube, import_batch, batch_row, row_issue, register_change, register_image`,
  )
  for (const table of ['area_ancestor', 'area_parent', 'area']) {
    await execute(em, `delete from ${table} where area_id in (select area_id from area where level > 3)`)
  }
}
