import { type Actor, ADMINISTRATOR, type Role } from '../../../src/access/actor.ts'
import { scopeOfAreas } from '../../../src/access/granted-scope.store.ts'
import { refreshAncestors } from '../../../src/areas/area-ancestors.ts'
import type { ImportChoices } from '../../../src/batches/import-port.ts'
import { execute, rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { openIntake, type TestIntake } from './received.ts'

/** Headings of a list of units, a table of changes and a roll, and lines of the list. */
export const HEAD = 'Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX'
export const CHANGES = 'Mã xã cũ,Tên xã cũ,Huyện cũ,Tỉnh cũ,Mã xã mới,Tên xã mới,Mã tỉnh mới,Tên tỉnh mới,Ngày hiệu lực'
export const ROLL = 'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Mã xã,Thôn/Ấp,Số thẻ,Từ ngày,Đến ngày'
export const HOA = 'Tỉnh Đồng Nai,75,Huyện Xuân Lộc,741,Xã Xuân Hòa,26443'
export const HUNG = 'Tỉnh Đồng Nai,75,Huyện Xuân Lộc,741,Xã Xuân Hưng,26446'
export const DONG = 'Tỉnh Đồng Nai,75,Huyện Cẩm Mỹ,739,Xã Xuân Đông,26359'
const TAY = 'Tỉnh Đồng Nai,75,Huyện Cẩm Mỹ,739,Xã Xuân Tây,26360'

/** An intake over two districts of two communes each; 26446 has two hamlets, and 26359 was of Xuân Lộc until 2015. */
export interface TwoDistricts {
  readonly db: TestDatabase
  readonly hub: TestIntake
  /** Whoever was granted these areas today. */
  granted(role: Role, ...codes: string[]): Promise<Actor>
  /** Sends lines and waits until they are checked. */
  send(actor: Actor, lines: readonly string[], choices: ImportChoices): Promise<number>
  /** What keeps rows or the batch from going in: code, cell and what was found. */
  issuesOf(batchId: number): Promise<readonly string[]>
  /** Everything that says which areas there are and what is in them. */
  register(): Promise<readonly unknown[]>
  close(): Promise<void>
}

export async function openTwoDistricts(): Promise<TwoDistricts> {
  const db = await createTestDatabase()
  const hub = await openIntake(db)
  await makeDistricts(db, hub)
  return {
    db,
    hub,
    async granted(role, ...codes) {
      const granted = await rows<{ areaId: number; on: string }>(
        db.em,
        `select area_id as "areaId", '2026-11-21' as on from area where code = any($1)`,
        [codes],
      )
      return { id: `${role} ${codes.join()}`, role, scope: await scopeOfAreas(db.em, granted) }
    },
    send: (actor, lines, choices) => hub.settled(lines.join('\n'), choices, actor),
    async issuesOf(batchId) {
      const found = await rows<{ issue: string }>(
        db.em,
        `select concat_ws(' ', code, column_letters || row, found) as issue from row_issue
         where batch_id = $1 and severity in ('ERROR', 'BLOCKING') order by issue_no`,
        [batchId],
      )
      return found.map(({ issue }) => issue)
    },
    register: () => rows(db.em, REGISTER),
    async close() {
      await hub.close()
      await db.drop()
    },
  }
}

async function makeDistricts(db: TestDatabase, hub: TestIntake): Promise<void> {
  const all = [HEAD, HOA, HUNG, DONG, TAY].join('\n')
  await hub.port.commit(ADMINISTRATOR, await hub.settled(all, { areaCode: 'VN', asOf: '2010-01-01' }))
  await execute(
    db.em,
    `with made as (
       insert into area (code, name, unit_type, level, name_key, name_plain)
       select '26446.0' || n, n, 'Ấp', 4, n, n from (values ('1'), ('2')) hamlet (n) returning area_id
     )
     insert into area_parent (area_id, parent_id) select made.area_id, area.area_id from made, area where area.code = '26446'`,
  )
  await execute(
    db.em,
    `update area_parent link set valid_from = '2015-01-01' from area where area.area_id = link.area_id and code = '26359'`,
  )
  await execute(
    db.em,
    `insert into area_parent (area_id, parent_id, valid_until)
     select child.area_id, parent.area_id, '2015-01-01' from area child, area parent where child.code = '26359' and parent.code = '741'`,
  )
  await refreshAncestors(db.em)
}

const REGISTER = `
  select 'area' as "table", to_jsonb(area) - 'batch_id' as row from area
  union all select 'link', to_jsonb(link) - 'batch_id' from area_parent link
  union all select 'change', to_jsonb(change) - 'batch_id' from area_succession change
  union all select 'home', to_jsonb(home) from residence home
  union all select 'state', to_jsonb(state) from household_state state
  union all select 'figure', to_jsonb(figure) from reported_figure figure
  union all select 'target', to_jsonb(target) from target order by 1, 2`
