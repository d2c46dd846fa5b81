import { madeUpSocialInsuranceNumber } from '../../../src/app/demo/made-up-numbers.ts'
import type { PlainDate } from '../../../src/kernel/plain-date.ts'
import { execute, type SqlSession } from '../../../src/kernel/sql.ts'
import { RegisterRows } from '../../support/register-rows.ts'

/** The day on which the seeded register is asked. */
export const SEEDED_DAY: PlainDate = '2017-09-30'

/** How large the seeded register is. */
export interface SeededSize {
  readonly communes: number
  /** Of each commune; each has two members, of whom one has a card. */
  readonly households: number
}

/** A province (24) with a district (215) of so many communes, their households, cards, figures, targets and batches. */
export async function seedRegister(em: SqlSession, { communes, households }: SeededSize): Promise<void> {
  const register = new RegisterRows(em)
  const country = await register.country()
  await register.batch('so-lieu.xlsx')
  const province = await register.area({
    code: '24',
    level: 'PROVINCE',
    unitType: 'Tỉnh',
    name: 'Bắc Giang',
    parentId: country,
  })
  const district = await register.area({
    code: '215',
    level: 'DISTRICT',
    unitType: 'Huyện',
    name: 'Yên Thế',
    parentId: province,
  })
  await register.target(district, { value: 0.94, from: '2017-01-01', dueOn: '2017-12-31', assignedBy: province })
  for (let commune = 0; commune < communes; commune += 1) {
    const id = await register.area({
      code: `073${String(commune).padStart(2, '0')}`,
      level: 'COMMUNE',
      unitType: 'Xã',
      name: `Xã ${commune}`,
      parentId: district,
    })
    // Every other commune has figures of its office, each from a file of its own.
    await register.batch(`xa-${commune}.xlsx`)
    if (commune % 2 === 0) await register.figures(id, '2017-09-30', { POPULATION: 1_000 + commune, COVERED: 900 })
    await register.target(id, { value: 0.9, from: '2017-01-01', dueOn: '2017-12-31', assignedBy: district })
    for (let household = 0; household < households; household += 1)
      await seedHousehold(register, id, commune * 100 + household)
    await seedReport(em)
    await seedPlans(em, { areaId: id, year: 2017 + commune })
  }
  await execute(em, 'update import_batch set sheets = $1, area_id = (select area_id from area where code = $2)', [
    JSON.stringify([
      { sheet: 0, name: 'Sheet1', headerRows: [1], firstRow: 2, lastRow: 9, columns: [], encoding: 'utf-8' },
    ]),
    '215',
  ])
  await register.settle()
}

async function seedHousehold(register: RegisterRows, areaId: number, number: number): Promise<void> {
  const householdClass = number % 2 === 0 ? 'NEAR_POOR' : 'OTHER'
  const householdId = await register.household({ areaId, householdClass, from: '2016-01-01' }, `Chủ hộ ${number}`)
  for (const [index, relation] of ['Chủ hộ', 'Con'].entries()) {
    const person = await register.person({
      name: `${relation} ${number}`,
      birthYear: 1970 + index * 25,
      sex: index === 0 ? 'FEMALE' : 'MALE',
    })
    await register.residence(person, { areaId, householdId, householdClass, relation, from: '2016-01-01' })
    if (index === 0)
      await register.card(person, {
        code: 'CN',
        number: `CN324${madeUpSocialInsuranceNumber(number + 1)}`,
        from: '2017-01-01',
        until: '2018-01-01',
      })
  }
}

/** A campaign of the commune with a team that works in all of it, and a survey round of the country. */
async function seedPlans(em: SqlSession, { areaId, year }: { areaId: number; year: number }): Promise<void> {
  await execute(
    em,
    `with made as (
       insert into campaign (name, area_id, valid_from, valid_until, changed_by)
       values ('Tháng cao điểm', $1, '2017-09-01', '2017-11-01', 'test') returning campaign_id
     ), team as (
       insert into outreach_team (campaign_id, name, members, weekly_quota_per_member)
       select campaign_id, 'Tổ 1', 2, 5 from made returning team_id
     )
     insert into outreach_team_area (team_id, area_id) select team_id, $1 from team`,
    [areaId],
  )
  await execute(
    em,
    `insert into survey_round (kind, year, area_id, valid_from, changed_by)
     select 'HOUSEHOLD_SURVEY', $1, area_id, '2017-09-01', 'test' from area where code = 'VN'`,
    [year],
  )
}

/** Issues and changes of the newest batch, as a check leaves them. */
async function seedReport(em: SqlSession): Promise<void> {
  await execute(
    em,
    `insert into row_issue (batch_id, sheet, row, column_letters, severity, code, found)
     select max(batch_id), 'Sheet1', n, 'D', 'ERROR', 'date-not-readable', '31/02/2017' from import_batch, generate_series(2, 4) n group by n`,
  )
  await execute(
    em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, before, after, sheet, row)
     select max(batch_id), 'UPDATED', 'person', 1, 'Chủ hộ 1', '{"code":"GD"}', '{"code":"CN"}', 0, n from import_batch, generate_series(2, 4) n group by n`,
  )
}
