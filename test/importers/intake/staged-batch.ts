import { checkStaged, commitBatch, type ImportRun, withdrawBatch } from '../../../importers/run-import.ts'
import type { StageColumn, StagedValue } from '../../../importers/source.ts'
import { copyLine } from '../../../importers/stages/copy-text.ts'
import { loaderFor } from '../../../importers/stages/loaders.ts'
import { copyInto } from '../../../importers/stages/read.ts'
import { createStageTable, FRAME_COLUMNS, stageTable } from '../../../importers/stages/stage-table.ts'
import { PROVINCE_LIMITS } from '../../../importers/workbook/limits.ts'
import { type Actor, ADMINISTRATOR } from '../../../src/access/actor.ts'
import { levelNumber } from '../../../src/areas/area-level.ts'
import { splitAreaName } from '../../../src/areas/area-name.ts'
import type { ImportChoices } from '../../../src/batches/import-port.ts'
import type { SourceKind } from '../../../src/batches/source-kind.ts'
import { execute, oneRow, rows } from '../../../src/kernel/sql.ts'
import type { TestDatabase } from '../../support/database.ts'

const text = (...names: string[]): StageColumn[] => names.map((name) => ({ name, type: 'text' }))
const bigint = (...names: string[]): StageColumn[] => names.map((name) => ({ name, type: 'bigint' }))
const date = (...names: string[]): StageColumn[] => names.map((name) => ({ name, type: 'date' }))
const named = (unit: string): StageColumn[] => text(`${unit}_name`, `${unit}_type`, `${unit}_key`, `${unit}_plain`)
const AREA: StageColumn[] = [
  ...text('area_code'),
  ...named('area'),
  { name: 'area_level', type: 'integer' },
  { name: 'is_total', type: 'boolean' },
]

/** The staged columns of the kinds, as the sources fill them. */
export const STAGES = {
  AREAS: [
    ...text('province_code'),
    ...named('province'),
    ...text('district_code'),
    ...named('district'),
    ...text('commune_code'),
    ...named('commune'),
    ...text('english_name'),
    ...date('valid_from'),
    { name: 'unit_level', type: 'integer' },
    ...text('unit_plain'),
  ],
  FIGURES: [
    ...AREA,
    ...date('as_of'),
    ...bigint('population', 'covered', 'households', 'households_poor', 'households_near_poor'),
    ...bigint(
      'households_middle_income_farming',
      'opening',
      'increase',
      'decrease',
      'closing',
      'students',
      'students_covered',
    ),
    { name: 'stated_rate', type: 'float8' },
    ...text('origin'),
  ],
  TARGETS: [
    ...AREA,
    { name: 'coverage_rate', type: 'float8' },
    { name: 'student_coverage_rate', type: 'float8' },
    ...bigint('cards_issued', 'households_reviewed'),
    ...date('valid_from', 'due_on'),
    ...text('document'),
  ],
} as const satisfies Partial<Record<SourceKind, readonly StageColumn[]>>

export type StagedRecord = Readonly<Record<string, StagedValue>>

/** `code` and full name of a unit as the staged columns of that place hold them. */
export function unit(place: string, code: string | null, name: string | null): StagedRecord {
  const split = name === null ? null : splitAreaName(name)
  return {
    [`${place}_code`]: code,
    [`${place}_name`]: split?.name ?? null,
    [`${place}_type`]: split?.unitType ?? null,
    [`${place}_key`]: split?.key ?? null,
    [`${place}_plain`]: split?.plain ?? null,
  }
}

/** A row of a list of units: province, district, commune, each `[code, full name]` or null. */
export function listRow(...units: readonly (readonly [string | null, string | null] | null)[]): StagedRecord {
  const places = ['province', 'district', 'commune']
  const named = units.map((pair, index) => (pair ? unit(places[index] ?? '', pair[0], pair[1]) : {}))
  const lowest = units.findLastIndex((pair) => pair !== null)
  const plain = named[lowest]?.[`${places[lowest]}_plain`] ?? null
  return Object.assign({ unit_level: lowest + 1, unit_plain: plain }, ...named)
}

export interface StagedBatch {
  readonly kind: keyof typeof STAGES
  readonly rows: readonly StagedRecord[]
  readonly asOf?: string
  readonly choices?: ImportChoices
  /** Areas that the title names, as full names. */
  readonly titles?: readonly string[]
  readonly actor?: Actor
}

/** A batch whose rows were read already: one sheet, rows from 5 on. */
export async function stageBatch(db: TestDatabase, staged: StagedBatch): Promise<number> {
  const em = db.database.em()
  const columns: readonly StageColumn[] = STAGES[staged.kind]
  const sheet = {
    sheet: 0,
    name: 'Sheet1',
    kind: staged.kind,
    confidence: 1,
    headerRows: [4],
    firstRow: 5,
    lastRow: 4 + staged.rows.length,
    encoding: 'utf-8',
    columns: columns.map((column, index) => ({ index, heading: column.name, field: column.name, confidence: 1 })),
    asOf: staged.asOf ?? null,
    areaHints: (staged.titles ?? []).map(hintOf),
    document: null,
    issues: [],
  }
  const { id } = await oneRow<{ id: number }>(
    em,
    `insert into import_batch (kind, file_name, sha256, byte_size, status, choices, sheets, created_by, actor, rows_read)
     values ($1, 'list.xlsx', repeat('0', 64), 1, 'READING', $2, $3, 'test', $4, $5) returning batch_id as id`,
    [
      staged.kind,
      JSON.stringify(staged.choices ?? {}),
      JSON.stringify([sheet]),
      JSON.stringify(staged.actor ?? ADMINISTRATOR),
      staged.rows.length,
    ],
  )
  await createStageTable(em, id, { staged: columns, working: loaderFor(staged.kind)?.working ?? [] })
  const names = [...FRAME_COLUMNS, ...columns].map(({ name }) => `"${name}"`)
  const copy = await copyInto(db.pool(), `${stageTable(id)} (${names.join(', ')})`)
  for (const [index, record] of staged.rows.entries()) {
    const values = columns.map(({ name }) => record[name] ?? null)
    const label = (record.area_name ?? record.commune_name ?? record.district_name ?? record.province_name ?? null) as
      | string
      | null
    const line = copyLine(0, { row: index + 5, outcome: 'READY', label, values })
    await copy.write(Buffer.from(line))
  }
  await copy.end()
  return id
}

function hintOf(title: string) {
  const { level, name, key, plain } = splitAreaName(title)
  return { code: null, level: level === null ? null : levelNumber(level), name, key, plain, address: 'Sheet1!A1' }
}

export function runOf(db: TestDatabase, batchId: number): ImportRun {
  return {
    database: db.database,
    batchId,
    pathOf: () => '/nowhere',
    heldPerDay: 200,
    limits: { workbook: PROVINCE_LIMITS, heapMegabytes: 256, wallSeconds: 60 },
    today: '2026-11-21',
  }
}

/** Stages, checks and gives the batch's id with its outcomes and issues. */
export async function checked(db: TestDatabase, staged: StagedBatch) {
  const id = await stageBatch(db, staged)
  await checkStaged(runOf(db, id))
  return { id, ...(await told(db, id)) }
}

/** Stages, checks and commits; fails when the batch is blocked. */
export async function committed(db: TestDatabase, staged: StagedBatch) {
  const { id } = await checked(db, staged)
  if (!(await commitBatch(runOf(db, id), ADMINISTRATOR)))
    throw new Error(`blocked: ${JSON.stringify(await told(db, id))}`)
  return { id, ...(await told(db, id)) }
}

export async function withdraw(db: TestDatabase, batchId: number) {
  const withdrawal = await withdrawBatch(runOf(db, batchId), ADMINISTRATOR)
  if (!withdrawal) throw new Error(`batch ${batchId} is not committed`)
  return withdrawal
}

/** Counters, and issues as `code@column row: found`. */
export async function told(db: TestDatabase, batchId: number) {
  const em = db.database.em()
  const counts = await oneRow<Record<'created' | 'updated' | 'unchanged' | 'rejected' | 'skipped', number>>(
    em,
    'select created, updated, unchanged, rejected, skipped from import_batch where batch_id = $1',
    [batchId],
  )
  const issues = await rows<{ code: string; place: string; args: Record<string, unknown> }>(
    em,
    `select code, coalesce(column_letters, '') || coalesce(row::text, '') as place, args from row_issue
     where batch_id = $1 order by row nulls first, issue_no`,
    [batchId],
  )
  return { counts, issues: issues.map(({ code, place }) => `${code}@${place}`), args: issues.map(({ args }) => args) }
}

export async function forget(db: TestDatabase): Promise<void> {
  await execute(
    db.database.em(),
    `truncate area, area_parent, area_succession, area_ancestor, reported_figure, target, import_batch, row_issue, batch_row,
       register_change, register_image, residence, person restart identity cascade`,
  )
  await execute(
    db.database.em(),
    `insert into area (code, name, level, name_key, name_plain) values ('VN', 'Việt Nam', 0, 'việt nam', 'viet nam')`,
  )
  await execute(
    db.database.em(),
    `insert into area_ancestor select area_id, area_id, 0, '-infinity', 'infinity' from area`,
  )
}
