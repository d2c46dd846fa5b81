import type { RequestHandler, Response } from 'express'
import type { HubContext } from '../../../schema/context.ts'
import { comparison } from '../../../schema/coverage/coverage.input.ts'
import { rowsAsked } from '../../../schema/limits/list-sizes.ts'
import { audit } from '../../access/audit.store.ts'
import { demand } from '../../access/may.ts'
import { AREA_LEVELS } from '../../areas/area-level.ts'
import { toldBy } from '../../campaigns/door-list.ts'
import { paidMonths } from '../../campaigns/premium.ts'
import { BASES, COVERAGE_DIMENSIONS, COVERAGE_ORDERS } from '../../coverage/coverage-row.ts'
import { RELATIVE_DAYS } from '../../coverage/question.ts'
import { PARTICIPANT_GROUPS } from '../../enrolments/participant-group.ts'
import { type CoverageFormat, coverageFile } from '../../exports/coverage-file.ts'
import { doorListWorkbook } from '../../exports/door-list-workbook.ts'
import { HOUSEHOLD_CLASSES } from '../../households/household-class.ts'
import { AGE_BANDS } from '../../population/age-band.ts'
import { SEXES } from '../../population/sex.ts'
import { dayOf, listOf, oneOf, parametersOf } from './address-parameters.ts'
import type { Asking } from './app.ts'
import { actorOf } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'
import type { Rates } from './rates.ts'
import { requestScope } from './request-scope.ts'
import { stoppingOf } from './stopping.ts'
import { attachment } from './workbook-routes.ts'

const CONTENT_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

export interface ExportsDoor {
  readonly contextOf: (asking: Asking) => HubContext
  /** How long the hub works on a file, in ms: as long as on any question. */
  readonly answerMs: number
  readonly rates: Pick<Rates, 'spend'>
}

/** What a door list counts as, about: a commune has some hundred doors, and each person's cards are looked at. */
const DOOR_LIST_COST = 500

/** What the address of a door list may say. */
const DOOR_LIST = ['within', 'asOf', 'months'] as const

/** `GET /exports/door-list.xlsx?within=26446&asOf=2017-11-10&months=12`: the people without a card, to be printed. */
export function doorListRoute({ contextOf, answerMs, rates }: ExportsDoor): RequestHandler {
  return async (request, response) => {
    const { leaving, startTheClock } = stoppingOf(response, answerMs)
    const { actor, persons, hub, today, requestId } = contextOf({
      actor: actorOf(request),
      leaving,
      ...requestScope(),
    })
    demand(actor, 'READ_PERSONS')
    const { within, asOf, months } = parametersOf(request, DOOR_LIST)
    if (!within) throw new DoorRefusal('BAD_USER_INPUT', 'parameter-missing', { found: 'within' })
    const question = { within, asOf: dayOf(asOf) ?? today, months: paidMonths(Number(months ?? 12)) }
    await rates.spend(actor.id, DOOR_LIST_COST)
    startTheClock()
    const { fileName, bytes } = await doorListWorkbook(actor, persons, question, {
      writtenOn: today,
      read: (visits) =>
        audit(hub, actor, 'PERSONS_READ', {
          requestId,
          within,
          asOf: question.asOf,
          workbook: true,
          ...toldBy(visits),
        }),
    })
    sendFile(response, 'xlsx', { fileName, bytes })
  }
}

/** What the address of a coverage table may say: arguments of `Query.coverage`. */
const COVERAGE = [
  ...(['within', 'level', 'asOf', 'borders', 'basis', 'compareTo', 'compareWith', 'by', 'orderBy'] as const),
  // The lists of `where`, each by its own name, its values separated by commas.
  ...(['participantCodes', 'participantGroups', 'householdClasses', 'sexes', 'ageBands'] as const),
]

/** `GET /exports/coverage.xlsx?within=215&level=COMMUNE&asOf=2017-09-30`: every row of a level with its proof; `.csv` for programs. */
export function coverageRoute({ contextOf, answerMs, rates }: ExportsDoor, format: CoverageFormat): RequestHandler {
  return async (request, response) => {
    const { leaving, startTheClock } = stoppingOf(response, answerMs)
    const { actor, em, today, language } = contextOf({ actor: actorOf(request), leaving, ...requestScope() })
    demand(actor, 'READ_FIGURES')
    const asked = parametersOf(request, COVERAGE)
    const table = {
      within: asked.within ?? null,
      level: oneOf(asked.level, AREA_LEVELS),
      by: listOf(asked.by, COVERAGE_DIMENSIONS),
    }
    const question = {
      ...table,
      asOf: dayOf(asked.asOf) ?? today,
      borders: dayOf(asked.borders),
      basis: oneOf(asked.basis, BASES),
      compareTo: comparison({
        compareTo: dayOf(asked.compareTo),
        compareWith: oneOf(asked.compareWith, RELATIVE_DAYS),
      }),
      where: {
        participantCodes: asked.participantCodes?.split(',') ?? null,
        participantGroups: listOf(asked.participantGroups, PARTICIPANT_GROUPS),
        householdClasses: listOf(asked.householdClasses, HOUSEHOLD_CLASSES),
        sexes: listOf(asked.sexes, SEXES),
        ageBands: listOf(asked.ageBands, AGE_BANDS),
      },
      orderBy: oneOf(asked.orderBy, COVERAGE_ORDERS),
      format,
      language,
      writtenOn: today,
    }
    await rates.spend(actor.id, rowsAsked(table))
    startTheClock()
    const file = await coverageFile(actor, em, question)
    sendFile(response, format, file)
  }
}

function sendFile(response: Response, format: CoverageFormat, file: { fileName: string; bytes: Buffer }): void {
  response.setHeader('Content-Type', CONTENT_TYPES[format])
  response.setHeader('Content-Disposition', attachment(file.fileName))
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.end(file.bytes)
}
