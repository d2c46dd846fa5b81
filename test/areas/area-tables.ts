import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { ancestorsOf, findArea } from '../../src/areas/area.store.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import type { TestDatabase } from '../support/database.ts'

/** A hamlet of a commune, as a survey would have brought it. */
export async function addHamlet(db: TestDatabase, communeCode: string, name: string): Promise<void> {
  const commune = await findArea(ADMINISTRATOR, db.em, communeCode, '2020-01-01')
  await execute(
    db.em,
    `with hamlet as (
       insert into area (code, name, unit_type, level, name_key, name_plain, batch_id)
       values ($1 || '.0' || $2::text, $2, 'Ấp', 4, $2, $2, 999) returning area_id
     ), linked as (insert into area_parent (area_id, parent_id, batch_id) select area_id, $3, 999 from hamlet)
     insert into area_ancestor select area_id, area_id, 4, '-infinity', 'infinity' from hamlet
     union all select hamlet.area_id, ancestor_id, ancestor_level, valid_from, valid_until
     from hamlet, area_ancestor link where link.area_id = $3`,
    [communeCode, name, commune?.areaId],
  )
}

/** Somebody who lives in a commune since 2017. */
export async function addResident(db: TestDatabase, communeCode: string): Promise<void> {
  const commune = await findArea(ADMINISTRATOR, db.em, communeCode, '2020-01-01')
  await execute(
    db.em,
    `with born as (insert into person (full_name, name_key, batch_id) values ('Nguyễn Văn An', 'nguyễn văn an', 999) returning person_id)
     insert into residence (person_id, valid_from, area_id, batch_id) select person_id, '2017-01-01', $1, 999 from born`,
    [commune?.areaId],
  )
}

/** What the area with a code is called on a day; undefined when there is none. */
export async function nameOf(db: TestDatabase, code: string, on: string): Promise<string | undefined> {
  return (await findArea(ADMINISTRATOR, db.em, code, on))?.fullName
}

/** The areas above the one with a code on a day, the country first. */
export async function pathOf(db: TestDatabase, code: string, on: string): Promise<string[]> {
  const id = (await findArea(ADMINISTRATOR, db.em, code, on))?.areaId ?? 0
  return ((await ancestorsOf(ADMINISTRATOR, db.em, [id], on)).get(id) ?? []).map(({ fullName }) => fullName)
}

/** All that a list of units may change. */
export async function areaTables(db: TestDatabase) {
  return {
    areas: await rows(
      db.em,
      `select area_id, code, name, unit_type, name_key, valid_from, valid_until, batch_id from area order by area_id`,
    ),
    parents: await rows(
      db.em,
      `select area_id, parent_id, valid_from, valid_until, batch_id from area_parent order by area_id, valid_from`,
    ),
    successions: await rows(db.em, 'select from_id, to_id from area_succession order by 1, 2'),
    ancestors: await rows(
      db.em,
      `select area_id, ancestor_id, valid_from, valid_until from area_ancestor order by 1, 2, 3`,
    ),
  }
}
