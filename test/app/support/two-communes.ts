import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { encodeNodeId, type NodeType } from '../../../src/kernel/node-id.ts'
import { execute, type HubSession, oneRow, type SqlSession } from '../../../src/kernel/sql.ts'
import { createSegment } from '../../../src/segments/write-segment.store.ts'
import { RegisterRows } from '../../support/register-rows.ts'
import { SEEDED_DAY, seedRegister } from './seeded-register.ts'

/** A commune with one of everything, and what in an answer gives each away. */
export interface SeededCommune {
  readonly code: string
  readonly ids: Readonly<Record<NodeType, string>>
  /** A batch that can neither be written nor undone any more. */
  readonly discarded: string
  readonly persons: readonly string[]
  readonly figures: readonly string[]
  readonly files: readonly string[]
  /** The name of a segment of its households that names nobody in full. */
  readonly segment: string
}

/** Two communes of one district that differ in all that is said of them. */
export async function seedTwoCommunes(em: HubSession): Promise<readonly [SeededCommune, SeededCommune]> {
  await seedRegister(em, { communes: 2, households: 2 })
  return [await mark(em, '07300', 0), await mark(em, '07301', 1)]
}

async function mark(em: HubSession, code: string, commune: number): Promise<SeededCommune> {
  const { areaId } = await oneRow<{ areaId: number }>(em, 'select area_id as "areaId" from area where code = $1', [
    code,
  ])
  const secret = `bi-mat-${code}`
  const figure = 555_000 + commune * 111_001
  const register = new RegisterRows(em)
  const discarded = await register.batch(`${secret}-bo.xlsx`)
  const batchId = await register.batch(`${secret}.xlsx`)
  await execute(em, 'delete from reported_figure where area_id = $1', [areaId])
  await register.figures(areaId, SEEDED_DAY, { POPULATION: figure, COVERED: figure - 7 })
  await execute(
    em,
    `update import_batch set area_id = $1, as_of = $2, sheets = (select sheets from import_batch order by batch_id limit 1)
     where batch_id = any($3::bigint[])`,
    [areaId, SEEDED_DAY, [discarded, batchId]],
  )
  await execute(em, `update import_batch set status = 'DISCARDED' where batch_id = $1`, [discarded])
  await execute(
    em,
    `with issue as (
       insert into row_issue (batch_id, sheet, row, severity, code, found) values ($1, 'Sheet1', 2, 'ERROR', 'date-not-readable', $2)
     )
     insert into register_change (batch_id, kind, subject, subject_id, label, before, after)
     values ($1, 'UPDATED', 'person', 1, $2, '{"code":"GD"}', '{"code":"CN"}')`,
    [batchId, `${secret}-dong`],
  )
  // Drawn at a place that gives it away like a figure.
  await execute(
    em,
    `insert into area_boundary (area_id, country, province, district, loaded_by) values ($1, $2, $2, $2, 'test')`,
    [areaId, `[[[[106.${figure}1,21],[107,21],[107,22],[106.${figure}1,21]]]]`],
  )
  await execute(em, 'update target set value = $2, document = $3 where area_id = $1', [
    areaId,
    0.9 - commune / 10,
    `${secret}-chi-tieu`,
  ])
  await execute(
    em,
    `update outreach_team set leader = $2, member_names = array[$3] where campaign_id in (select campaign_id from campaign where area_id = $1)`,
    [areaId, `${secret}-to-truong`, `${secret}-to-vien`],
  )
  await execute(em, 'update campaign set name = $2 where area_id = $1', [areaId, `${secret}-thang-cao-diem`])
  await execute(
    em,
    `update household set head_name = $2, address = $3 where household_id in (select household_id from household_state where area_id = $1)`,
    [areaId, `${secret}-chu-ho`, `${secret}-dia-chi`],
  )
  await execute(
    em,
    'update person set full_name = $2 where person_id in (select person_id from residence where area_id = $1)',
    [areaId, `${secret}-ho-ten`],
  )
  await seedSegment(em, code, secret)
  return {
    code,
    segment: secret,
    ids: await idsOf(em, areaId, batchId),
    discarded: encodeNodeId('ImportBatch', discarded),
    persons: [
      ...['chu-ho', 'dia-chi', 'ho-ten', 'to-truong', 'to-vien', 'dong'].map((what) => `${secret}-${what}`),
      `CN32400000${commune === 0 ? '00001' : '00101'}`,
    ],
    figures: [String(figure), `${secret}-chi-tieu`, `${secret}-thang-cao-diem`],
    files: [`${secret}.xlsx`],
  }
}

/** A partner's: of persons nothing that names them in full. */
async function seedSegment(em: HubSession, code: string, name: string): Promise<void> {
  const definition = { purpose: `${name}-muc-dich`, agreement: 'TT 1', expiresOn: '2018-06-01', areaCodes: [code] }
  const fields = ['CLASS', 'BIRTH', 'SEX', 'RELATION', 'NATIONAL_ID_LAST4', 'PARTICIPANT_CODE', 'CLINIC'] as const
  const draft = { ...definition, name, partner: `Đối tác ${code}`, fields }
  await createSegment(ADMINISTRATOR, em, draft, new Date(`${SEEDED_DAY}T05:00:00Z`))
}

async function idsOf(em: SqlSession, areaId: number, batchId: number): Promise<SeededCommune['ids']> {
  const found = await oneRow<Readonly<Record<Exclude<NodeType, 'ImportBatch' | 'Area'>, string | number>>>(
    em,
    `select (select min(household_id) from household_state where area_id = $1) as "Household",
            (select min(person_id) from residence where area_id = $1) as "Person",
            (select person_id || ':' || card.valid_from || ':' || card_number from enrolment card join residence home using (person_id)
             where home.area_id = $1 limit 1) as "Enrolment",
            (select min(target_id) from target where area_id = $1) as "Target",
            (select min(campaign_id) from campaign where area_id = $1) as "Campaign",
            (select segment_id from segment_area where area_id = $1) as "Segment",
            (select min(round_id) from survey_round) as "SurveyRound"`,
    [areaId],
  )
  const keys = { ...found, Area: areaId, ImportBatch: batchId }
  return Object.fromEntries(
    Object.entries(keys).map(([type, key]) => [type, encodeNodeId(type as NodeType, key)]),
  ) as SeededCommune['ids']
}
