import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { type Configuration, Provider } from 'oidc-provider'

/** The audience of access tokens for the hub under test, and the client of its pages. */
export const AUDIENCE = 'urn:baophu:hub'
export const CLIENT = 'baophu-pages'

/** A signing key of the provider's. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK
  readonly privateJwk: JWK
}

export async function newSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const named = { kid, alg: 'ES256', use: 'sig' }
  return {
    kid,
    privateKey,
    publicJwk: { ...(await exportJWK(publicKey)), ...named },
    privateJwk: { ...(await exportJWK(privateKey)), ...named },
  }
}

/** A real OpenID Connect provider on this machine; who signs in names themselves, and any password will do. */
export class IdentityProvider {
  readonly issuer: string
  /** The paths asked for, in their order. */
  readonly asked: string[] = []
  #server: Server
  #key: SigningKey
  #hubUrl = 'http://127.0.0.1:1'
  #answer: RequestListener = (_request, response) => response.end()
  /** How long its access tokens live, in seconds. */
  tokenSeconds = 600

  private constructor(server: Server, key: SigningKey) {
    this.#server = server
    this.#key = key
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async start(): Promise<IdentityProvider> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const started = new IdentityProvider(server, await newSigningKey('first'))
    started.#listen()
    started.#renew()
    return started
  }

  get key(): SigningKey {
    return this.#key
  }

  /** Lets the pages at this address send people here and take them back. */
  knows(hubUrl: string): void {
    this.#hubUrl = hubUrl
    this.#renew()
  }

  /** Signs with another key from now on, and publishes no other. */
  rotate(key: SigningKey): void {
    this.#key = key
    this.#renew()
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async startAgain(): Promise<void> {
    this.#server = createServer()
    const { port } = new URL(this.issuer)
    await new Promise<void>((resolve) => this.#server.listen(Number(port), '127.0.0.1', resolve))
    this.#listen()
  }

  /** An access token as this provider would sign it, changed as a test wants it. */
  async token(claims: Readonly<Record<string, unknown>>, { now = new Date(), header = {}, key = this.#key } = {}) {
    const seconds = Math.floor(now.getTime() / 1000)
    const usual = { iss: this.issuer, aud: AUDIENCE, sub: 'somebody', iat: seconds, exp: seconds + 600 }
    const payload = Object.fromEntries(
      Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined),
    )
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid, ...header })
      .sign(key.privateKey)
  }

  #listen(): void {
    this.#server.on('request', (request, response) => {
      this.asked.push(request.url?.split('?')[0] ?? '')
      this.#answer(request, response)
    })
  }

  #renew(): void {
    this.#answer = new Provider(this.issuer, this.#configuration()).callback()
  }

  #configuration(): Configuration {
    return {
      jwks: { keys: [this.#key.privateJwk as never] },
      clients: [
        {
          client_id: CLIENT,
          token_endpoint_auth_method: 'none',
          id_token_signed_response_alg: 'ES256',
          redirect_uris: [`${this.#hubUrl}/`],
          post_logout_redirect_uris: [`${this.#hubUrl}/`],
          response_types: ['code'],
          grant_types: ['authorization_code', 'refresh_token'],
        },
      ],
      cookies: { keys: ['of a test'] },
      clientBasedCORS: (_context, origin) => origin === this.#hubUrl,
      pkce: { required: () => true },
      ttl: { AccessToken: 600, Grant: 3600, IdToken: 600, Interaction: 600, RefreshToken: 3600, Session: 3600 },
      issueRefreshToken: async () => true,
      features: {
        devInteractions: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => AUDIENCE,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({
            scope: '',
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: this.tokenSeconds,
            jwt: { sign: { alg: 'ES256' } },
          }),
        },
      },
    }
  }
}
