import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '../../kernel/vietnam-day.ts'
import { KeptDocument } from './kept-document.ts'

/** What of the provider's discovery document the hub and its pages need. */
export interface ProviderMetadata {
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  /** Null when one cannot sign out at the provider. */
  readonly endSessionEndpoint: string | null
  readonly jwksUri: string
}

/** How long the provider may take for an answer, in ms. */
const PATIENCE_MS = 5_000

/** The office's provider of identities: where it does what, and its public keys. */
export class Provider {
  readonly issuer: string
  readonly #metadata: KeptDocument<ProviderMetadata>
  readonly #keys: KeptDocument<JWTVerifyGetKey>

  constructor(issuer: string, clock: Clock) {
    this.issuer = issuer
    this.#metadata = new KeptDocument(() => fetchMetadata(issuer), clock)
    this.#keys = new KeptDocument(
      async () =>
        createLocalJWKSet((await fetchJson((await this.#metadata.get()).jwksUri)) as unknown as JSONWebKeySet),
      clock,
    )
  }

  /** Throws `ProviderAway`. */
  metadata(): Promise<ProviderMetadata> {
    return this.#metadata.get()
  }

  /** The key that a token names. One that is not known is looked for again, for the provider may have changed its keys. */
  readonly keyOf: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.#keys.get()
    try {
      return await keys(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(await this.#keys.newerThan(keys))) throw error
      return (await this.#keys.get())(header, token)
    }
  }
}

/** OpenID Connect Discovery 1.0, section 4. A document that names another issuer is somebody else's. */
async function fetchMetadata(issuer: string): Promise<ProviderMetadata> {
  const document = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (document.issuer !== issuer) throw new Error(`the discovery document is of ${String(document.issuer)}`)
  const endpoint = (name: string): string | null => {
    const address = document[name]
    if (address === undefined) return null
    if (typeof address === 'string' && isAsSafe(address, issuer)) return address
    throw new Error(`the discovery document’s ${name} cannot be used`)
  }
  const needed = (name: string): string => {
    const address = endpoint(name)
    if (address === null) throw new Error(`the discovery document has no ${name}`)
    return address
  }
  return {
    authorizationEndpoint: needed('authorization_endpoint'),
    tokenEndpoint: needed('token_endpoint'),
    endSessionEndpoint: endpoint('end_session_endpoint'),
    jwksUri: needed('jwks_uri'),
  }
}

/** Whether what goes to the address travels as safely as what goes to the issuer. */
function isAsSafe(address: string, issuer: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && issuer.startsWith('http:'))
}

async function fetchJson(address: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(address, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (!answer.ok) throw new Error(`the provider answered ${answer.status}`)
  return (await answer.json()) as Readonly<Record<string, unknown>>
}
