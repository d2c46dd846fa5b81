import type { RequestHandler } from 'express'
import { USUAL_LIMITS } from '../../../importers/boundaries/features.ts'
import { countsOf, type FeatureOutcome, loadBoundaries } from '../../../importers/boundaries/load-boundaries.ts'
import type { HubContext } from '../../../schema/context.ts'
import type { Language } from '../../access/actor.ts'
import { demand } from '../../access/may.ts'
import { issueText } from '../../kernel/issue-catalogue.ts'
import { dayOf, parametersOf } from './address-parameters.ts'
import type { Asking } from './app.ts'
import { actorOf } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'
import { letTheRestGo } from './let-the-rest-go.ts'
import { requestScope } from './request-scope.ts'

/** What the address may say: the day whose areas the codes mean, and the property that holds the code. */
const PARAMETERS = ['on', 'codeProperty'] as const

const GEOJSON = /^application\/(geo\+)?json\s*(;|$)/i

/**
 * `POST /boundaries?on=2026-11-22&codeProperty=ma_xa`: a GeoJSON file as the body, read while it arrives. Answers what became of
 * every feature. `largestFile` is in bytes.
 */
export function boundariesRoute(contextOf: (asking: Asking) => HubContext, largestFile: number): RequestHandler {
  return async (request, response) => {
    const { actor, hub, today, language } = contextOf({ actor: actorOf(request), ...requestScope() })
    demand(actor, 'LOAD_BOUNDARIES')
    const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers
    if (!GEOJSON.test(type) || encoding !== 'identity')
      throw new DoorRefusal('UNSUPPORTED_MEDIA_TYPE', 'geojson-expected')
    const { on, codeProperty = null } = parametersOf(request, PARAMETERS)
    // Whoever is refused halfway shall read why.
    const bytes = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>
    const sent = { bytes, on: dayOf(on) ?? today, codeProperty }
    try {
      const outcomes = await loadBoundaries(actor, hub, sent, { ...USUAL_LIMITS, maxFileBytes: largestFile })
      const features = outcomes.map((outcome) => toldOutcome(outcome, language))
      response.json({ on: sent.on, ...countsOf(outcomes), features })
    } catch (error) {
      letTheRestGo(request, response)
      throw request.errored ? new DoorRefusal('BAD_REQUEST', 'body-not-readable') : error
    }
  }
}

/** The outcome of a feature, with what is wrong and what to do about it in the reader's language. */
function toldOutcome({ finding, ...outcome }: FeatureOutcome, language: Language) {
  if (finding === null) return outcome
  return { ...outcome, reason: finding.code, ...issueText(finding, language) }
}
