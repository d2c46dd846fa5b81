import type { Request, RequestHandler } from 'express'
import type { HubContext } from '../../../schema/context.ts'
import { audit } from '../../access/audit.store.ts'
import { demand } from '../../access/may.ts'
import { paidMonths } from '../../campaigns/premium.ts'
import { doorListWorkbook } from '../../exports/door-list-workbook.ts'
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date.ts'
import type { Asking } from './app.ts'
import { actorOf } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'
import { requestScope } from './request-scope.ts'
import { attachment } from './workbook-routes.ts'

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What the address of a door list may say. */
const DOOR_LIST = ['within', 'asOf', 'months'] as const

/** `GET /exports/door-list.xlsx?within=26446&asOf=2017-11-10&months=12`: the people without a card, to be printed. */
export function doorListRoute(contextOf: (asking: Asking) => HubContext): RequestHandler {
  return async (request, response) => {
    const { actor, em, today, requestId } = contextOf({ actor: actorOf(request), ...requestScope() })
    demand(actor, 'READ_PERSONS')
    const { within, asOf, months } = parametersOf(request, DOOR_LIST)
    if (!within) throw new DoorRefusal('BAD_USER_INPUT', 'parameter-missing', { found: 'within' })
    const question = { within, asOf: dayOf(asOf) ?? today, months: paidMonths(Number(months ?? 12)) }
    const { fileName, bytes } = await doorListWorkbook(actor, em, question, today)
    await audit(em, actor, 'PERSONS_READ', { requestId, within, asOf: question.asOf, workbook: true })
    response.setHeader('Content-Type', WORKBOOK)
    response.setHeader('Content-Disposition', attachment(fileName))
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.end(bytes)
  }
}

/** The parameters of an address, each at most once and none but those. */
export function parametersOf<Name extends string>(
  request: Request,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const found: Partial<Record<Name, string>> = {}
  for (const [parameter, value] of Object.entries(request.query)) {
    const name = names.find((known) => known === parameter)
    if (name === undefined)
      throw new DoorRefusal('BAD_USER_INPUT', 'parameter-unknown', { found: parameter, allowed: names.join(', ') })
    if (typeof value !== 'string') throw new DoorRefusal('BAD_USER_INPUT', 'parameter-repeated', { found: parameter })
    found[name] = value
  }
  return found
}

/** The day that a parameter names; null when it is left out. */
export function dayOf(text: string | undefined): PlainDate | null {
  if (text === undefined) return null
  const day = parsePlainDate(text)
  if (day === null) throw new DoorRefusal('BAD_USER_INPUT', 'day-not-readable', { found: text })
  return day
}
