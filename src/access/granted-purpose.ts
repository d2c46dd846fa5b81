import { BadRequest } from '../kernel/page.ts'
import { type Actor, type Role, WHOLE_COUNTRY } from './actor.ts'
import { may, PERMISSIONS, USUAL_PURPOSES } from './may.ts'
import { PURPOSES, type Purpose } from './purpose.ts'

/** A role with what it shall be for; left out, what it is usually for. */
interface WantedPurpose {
  readonly role: Role
  readonly readsFigures: boolean
  readonly purposeCode?: Purpose | null | undefined
}

/** What a key or an account shall be for. Throws `BadRequest` `purpose-not-of-role` when its role could do nothing for that. */
export function grantedPurpose({ role, readsFigures, purposeCode }: WantedPurpose): Purpose {
  const serves = (purpose: Purpose): boolean => {
    const holder: Actor = { id: '', role, scope: WHOLE_COUNTRY, readsFigures, purposeCode: purpose }
    return PERMISSIONS.some((permission) => may(holder, permission))
  }
  const wanted = purposeCode ?? USUAL_PURPOSES[role]
  if (serves(wanted)) return wanted
  const others = (Object.keys(PURPOSES) as Purpose[]).filter(serves).join(' ')
  throw new BadRequest('purpose-not-of-role', `a ${role} can do nothing for ${wanted}`, { purpose: wanted, others })
}
