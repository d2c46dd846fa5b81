import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import type { HubSession } from '../../../src/kernel/sql.ts'
import { NONE_DECLARED } from '../../../src/kernel/working-day.ts'
import { recordRequest } from '../../../src/privacy/person-request.store.ts'
import type { Rule } from './matrix-rule.ts'
import type { SeededCommune } from './two-communes.ts'

/** A request about somebody of each commune, the first under number 1. */
export async function seedRequests(em: HubSession, communes: readonly SeededCommune[], now: Date): Promise<void> {
  const letter = { kind: 'VIEW', askedBy: 'PERSON', reference: 'Đơn số 1', throughProcessor: false } as const
  for (const { ids, persons } of communes) {
    const draft = { ...letter, who: ids.Person, contact: persons[0] }
    await recordRequest(ADMINISTRATOR, em, draft, { now, declared: NONE_DECLARED })
  }
}

/** The matrix's rules for requests of persons: of the country's administrators, and so of no commune's. */
const of = (asked: string): Rule => ({ needs: 'MANAGE_REQUESTS', asked: () => asked })

export const REQUEST_QUERIES: Readonly<Record<string, Rule>> = {
  personRequests: of(''),
  personRequest: of('(id: "1")'),
}

export const REQUEST_MUTATIONS: Readonly<Record<string, Rule>> = {
  recordPersonRequest: {
    needs: 'MANAGE_REQUESTS',
    asked: ({ ids }) => `(input: { kind: VIEW, who: "${ids.Person}", reference: "x" })`,
  },
  acknowledgePersonRequest: of('(id: "1")'),
  extendPersonRequest: of('(id: "1", reason: "x")'),
  carryOutPersonRequest: of('(id: "1")'),
  refusePersonRequest: of('(id: "1", ground: "x")'),
  closePersonRequest: of('(id: "1")'),
}
