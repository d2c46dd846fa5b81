import type { RequestHandler } from 'express'
import type { HubContext } from '../../../schema/context.ts'
import { demand } from '../../access/may.ts'
import { recordOfRequest } from '../../privacy/person-request.store.ts'
import type { Asking } from './app.ts'
import { actorOf } from './authenticate.ts'
import { requestScope } from './request-scope.ts'
import { attachment } from './workbook-routes.ts'

/** `GET /requests/:id/record.json`: all that is kept of whoever asked for it; the address names the request, nobody else. */
export function recordRoute(contextOf: (asking: Asking) => HubContext): RequestHandler {
  return async (request, response) => {
    const { actor, hub, requestId } = contextOf({ actor: actorOf(request), ...requestScope() })
    demand(actor, 'MANAGE_REQUESTS')
    const asked = String(request.params.id)
    const id = /^\d{1,9}$/.test(asked) ? Number(asked) : 0
    const record = await recordOfRequest(actor, hub, { id, requestId })
    response.setHeader('Content-Type', 'application/json; charset=utf-8')
    response.setHeader('Content-Disposition', attachment(`yeu-cau-${id}.json`))
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.end(`${JSON.stringify(record, null, 2)}\n`)
  }
}
