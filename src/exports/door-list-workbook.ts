import type { Actor } from '../access/actor.ts'
import { type AreaRow, ancestorsOf, areasByIds } from '../areas/area.store.ts'
import { baseSalaryOn } from '../campaigns/base-salary.ts'
import { teamsInAreas } from '../campaigns/campaign.store.ts'
import type { TeamRow } from '../campaigns/campaign.ts'
import { type DoorPlace, type DoorQuestion, doorPlaces, doorsAt } from '../campaigns/door-list.store.ts'
import type { DoorVisit } from '../campaigns/door-list.ts'
import { BadRequest } from '../kernel/page.ts'
import { formatVietnamese, type PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { DOOR_COLUMNS, doorSheetFoot, doorSheetHead, groupLine, memberLines } from './door-list-lines.ts'
import { distinctSheetNames } from './sheet-names.ts'
import { type RowContent, type SheetContent, type StreamedSheet, workbookBytes } from './workbook-writer.ts'

/** The most people without a card in one workbook: some six communes like Xuân Hưng of 2017. Beyond, nobody prints it. */
export const LONGEST_DOOR_LIST = 50_000

export interface DoorListWorkbook {
  readonly fileName: string
  readonly bytes: Buffer
}

export interface DoorListWriting {
  /** The day in the file's properties. */
  readonly writtenOn: PlainDate
  /** Told of the doors that were read, some hundred at a time, before they are written. */
  readonly read: (visits: readonly DoorVisit[]) => Promise<void>
}

/**
 * The door list of an area as a workbook to print: a sheet for each hamlet, A4 landscape, with its teams at the head and lines
 * to sign at the foot. Throws `BadRequest`: `area-unknown-on-day`, `door-list-too-long`.
 */
export async function doorListWorkbook(
  actor: Actor,
  em: SqlSession,
  question: DoorQuestion,
  { writtenOn, read }: DoorListWriting,
): Promise<DoorListWorkbook> {
  const places = await doorPlaces(actor, em, question.within, question.asOf)
  const uncovered = places.reduce((sum, place) => sum + place.uncovered, 0)
  if (uncovered > LONGEST_DOOR_LIST)
    throw new BadRequest('door-list-too-long', `${uncovered} people are more than ${LONGEST_DOOR_LIST}`, {
      found: String(uncovered),
      most: String(LONGEST_DOOR_LIST),
    })
  const sheets = await sheetsOf({ actor, em, question, read }, places)
  const fileName = `Danh sách vận động ${question.within} ${question.asOf}.xlsx`
  return { fileName, bytes: await workbookBytes(sheets, writtenOn) }
}

interface Asking extends Pick<DoorListWriting, 'read'> {
  readonly actor: Actor
  readonly em: SqlSession
  readonly question: DoorQuestion
}

async function sheetsOf(
  asking: Asking,
  places: readonly DoorPlace[],
): Promise<readonly (SheetContent | StreamedSheet)[]> {
  const { actor, em, question } = asking
  const ids = places.map((place) => place.areaId)
  const areas = new Map((await areasByIds(actor, em, ids)).map((area) => [area.areaId, area]))
  const above = await ancestorsOf(actor, em, ids, question.asOf)
  const teams = await teamsInAreas(actor, em, ids, question.asOf)
  const found = places.flatMap((place) => {
    const area = areas.get(place.areaId)
    return area === undefined ? [] : [{ area, communes: communesOf(above.get(place.areaId) ?? []) }]
  })
  const names = distinctSheetNames(found.map(({ area, communes }) => [area.fullName, communes[0]?.name ?? '']))
  if (found.length === 0) return [emptySheet(question)]
  return found.map(({ area, communes }, index) => {
    const head = doorSheetHead({ area, above: communes, teams: teams.get(area.areaId) ?? [], ...termsOf(question) })
    return {
      name: names[index] ?? area.code,
      widths: DOOR_COLUMNS.map((column) => column.width),
      head,
      headMerges: [],
      body: body(asking, area),
      print: {
        orientation: 'landscape',
        repeatedRows: `${head.length}:${head.length}`,
        footer: `${area.fullName} · ${formatVietnamese(question.asOf)}`,
      },
    }
  })
}

/** Commune, district and province of a hamlet, the nearest first. */
function communesOf(above: readonly AreaRow[]): readonly AreaRow[] {
  return above.filter((area) => area.level !== 'COUNTRY').toReversed()
}

function termsOf({ asOf, months }: DoorQuestion) {
  return { asOf, months, baseSalary: baseSalaryOn(asOf) }
}

/** A workbook has a sheet, also when there is nobody to visit. */
function emptySheet({ within, asOf }: DoorQuestion): SheetContent {
  const told = `Địa bàn ${within}: không còn ai chưa có thẻ BHYT tính đến ngày ${formatVietnamese(asOf)}.`
  return { name: 'Danh sách', widths: [80], head: [{ look: 'title', cells: [told] }], headMerges: [], body: [] }
}

async function* body(asking: Asking, area: AreaRow): AsyncGenerator<RowContent> {
  let group: number | null = null
  let number = 0
  let people = 0
  let due: number | null = 0
  for await (const { visit, groupArea, teams } of doorsOf(asking, area)) {
    if (visit.areaId !== group) {
      group = visit.areaId
      if (groupArea !== null) yield groupLine(groupArea, teams)
    }
    number += 1
    people += visit.members.length
    due = due === null || visit.due === null ? null : due + visit.due
    yield* memberLines(number, visit)
  }
  yield* doorSheetFoot({ doors: number, people, due })
}

interface DoorInGroup {
  readonly visit: DoorVisit
  /** The residents' group, when it is one. */
  readonly groupArea: AreaRow | null
  readonly teams: readonly TeamRow[]
}

/** The doors of a sheet, some hundreds at a time: what was written is let go. */
async function* doorsOf({ actor, em, question, read }: Asking, area: AreaRow): AsyncGenerator<DoorInGroup> {
  const { asOf, months } = question
  for await (const visits of doorsAt(actor, em, { place: area, asOf, months })) {
    await read(visits)
    const ids = [...new Set(visits.map((visit) => visit.areaId))]
    const areas = new Map((await areasByIds(actor, em, ids)).map((each) => [each.areaId, each]))
    const teams = await teamsInAreas(actor, em, ids, asOf)
    for (const visit of visits) {
      const own = areas.get(visit.areaId) ?? null
      yield { visit, groupArea: own?.level === 'RESIDENT_GROUP' ? own : null, teams: teams.get(visit.areaId) ?? [] }
    }
  }
}
