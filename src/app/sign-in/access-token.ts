import { errors, type JWTPayload, jwtVerify } from 'jose'
import type { Subject } from '../../access/account-holder.store.ts'
import type { Provider } from './provider.ts'

/** What a token has to be, to be taken for an access token of this hub. */
export interface TokenRules {
  readonly audience: string
  readonly algorithms: readonly string[]
  /** Values of the header `typ`, in the words of the configuration. */
  readonly types: readonly string[]
  readonly minutes: number
}

/** How far the provider's clock may be from ours, in seconds. */
const TOLERANCE_S = 30

/** Whether a text that was shown as a bearer could be a token and no key: three parts, as keys never have. */
export function looksLikeToken(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text)
}

/**
 * Whose access token this is (RFC 9068); null when it is none for this hub, is not signed by the provider, or is over. What
 * it claims of roles, groups and addresses is not read. Throws `ProviderAway`.
 */
export async function subjectOf(
  token: string,
  provider: Provider,
  rules: TokenRules,
  now: Date,
): Promise<Subject | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, provider.keyOf, {
      issuer: provider.issuer,
      audience: rules.audience,
      algorithms: [...rules.algorithms],
      requiredClaims: ['exp', 'iat', 'sub'],
      maxTokenAge: rules.minutes * 60,
      clockTolerance: TOLERANCE_S,
      currentDate: now,
    })
    const isAccessToken = rules.types.some((type) => sameType(type, protectedHeader.typ)) && !isOtherToken(payload)
    const { sub } = payload
    return isAccessToken && typeof sub === 'string' && sub !== '' ? { issuer: provider.issuer, subject: sub } : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** RFC 7515, section 4.1.9: a media type without its `application/`, whose letters may be large or small. */
function sameType(type: string, found: string | undefined): boolean {
  return found?.toLowerCase().replace(/^application\//, '') === type.toLowerCase()
}

/** What ID tokens have, and what Keycloak calls its tokens itself: a second look where `typ` says no more than JWT. */
function isOtherToken(payload: JWTPayload): boolean {
  return (
    payload.at_hash !== undefined ||
    payload.c_hash !== undefined ||
    !['Bearer', undefined].includes(payload.typ as string)
  )
}
