/**
 * Signing in at the office's provider: OAuth 2.0 authorization code with PKCE (RFC 7636) as a public client, as RFC 9700 and
 * the best practices for programs in browsers ask. The provider answers behind `#`, so that no code stands in the hub's log.
 */

/** Where the hub says that one signs in. */
export interface ProviderTold {
  readonly name: string
  readonly clientId: string
  readonly scope: string
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly endSessionEndpoint: string | null
}

export interface Tokens {
  readonly access: string
  /** Null where the provider gives none: one signs in again when the access token is over. */
  readonly refresh: string | null
  /** Only to sign out with. */
  readonly id: string | null
  /** In ms since 1970, by this machine's clock. */
  readonly endsAt: number
}

/** What the provider sent back with the reader. */
export interface Returned {
  readonly code: string | null
  readonly state: string
}

/** Signing in did not work; the reader may try again. */
export class SignInFailed extends Error {}

/** Kept while the reader is away at the provider. */
interface Leaving {
  readonly provider: ProviderTold
  readonly state: string
  readonly verifier: string
  /** Where in the pages they were. */
  readonly hash: string
}

const LEAVING = 'baophu.leaving'

/** The provider of this hub; null where there are keys only. */
export async function askForProvider(): Promise<ProviderTold | null> {
  const answer = await fetch('sign-in', { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new SignInFailed()
  return ((await answer.json()) as { readonly provider: ProviderTold | null }).provider
}

/** Goes to the provider; what comes back is taken by `takeReturn`. */
export async function goToProvider(provider: ProviderTold): Promise<void> {
  const [state, verifier] = [random(), random()]
  const leaving: Leaving = { provider, state, verifier, hash: location.hash }
  sessionStorage.setItem(LEAVING, JSON.stringify(leaving))
  go(provider.authorizationEndpoint, {
    response_type: 'code',
    response_mode: 'fragment',
    client_id: provider.clientId,
    redirect_uri: ownAddress(),
    scope: provider.scope,
    state,
    code_challenge: base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
    code_challenge_method: 'S256',
  })
}

/**
 * What the provider wrote behind `#`, taken out of the address before anybody sees it; null for any other address. The place
 * in the pages where the reader was comes back instead.
 */
export function takeReturn(): Returned | null {
  const answer = new URLSearchParams(location.hash.slice(1))
  const state = answer.get('state')
  if (state === null || !(answer.has('code') || answer.has('error'))) return null
  history.replaceState(null, '', `${location.pathname}${readLeaving()?.hash ?? ''}`)
  return { code: answer.get('code'), state }
}

/** Changes the code for tokens. Throws `SignInFailed`, also for an answer that this tab did not ask for. */
export async function tokensFor({ code, state }: Returned): Promise<{ provider: ProviderTold; tokens: Tokens }> {
  const leaving = readLeaving()
  sessionStorage.removeItem(LEAVING)
  if (leaving === null || leaving.state !== state || code === null) throw new SignInFailed()
  const { provider, verifier } = leaving
  const form = { grant_type: 'authorization_code', code, redirect_uri: ownAddress(), code_verifier: verifier }
  return { provider, tokens: await askForTokens(provider, form) }
}

/** The tokens with a new life; the same ones when the provider gives none, whose end the hub will tell. */
export async function renewed(provider: ProviderTold, tokens: Tokens): Promise<Tokens> {
  if (tokens.refresh === null) return tokens
  try {
    const fresh = await askForTokens(provider, { grant_type: 'refresh_token', refresh_token: tokens.refresh })
    return { ...fresh, refresh: fresh.refresh ?? tokens.refresh, id: fresh.id ?? tokens.id }
  } catch (error) {
    if (error instanceof SignInFailed) return { ...tokens, refresh: null }
    throw error
  }
}

/** Ends the session at the provider too, where it can be; otherwise the next to sign in on this machine would be let in unasked. */
export function leaveProvider({ endSessionEndpoint, clientId }: ProviderTold, { id }: Tokens): void {
  if (endSessionEndpoint === null) return
  const usual = { client_id: clientId, post_logout_redirect_uri: ownAddress() }
  go(endSessionEndpoint, id === null ? usual : { ...usual, id_token_hint: id })
}

async function askForTokens(provider: ProviderTold, form: Readonly<Record<string, string>>): Promise<Tokens> {
  const body = new URLSearchParams({ ...form, client_id: provider.clientId })
  const answer = await fetch(provider.tokenEndpoint, { method: 'POST', body })
  if (!answer.ok) throw new SignInFailed()
  const told = (await answer.json()) as Readonly<Record<string, unknown>>
  if (typeof told.access_token !== 'string') throw new SignInFailed()
  return {
    access: told.access_token,
    refresh: typeof told.refresh_token === 'string' ? told.refresh_token : null,
    id: typeof told.id_token === 'string' ? told.id_token : null,
    endsAt: Date.now() + Number(told.expires_in ?? 0) * 1000,
  }
}

function go(endpoint: string, parameters: Readonly<Record<string, string>>): void {
  const address = new URL(endpoint)
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
  location.assign(address)
}

/** The address of the pages without a place in them: where the provider sends people back to. */
function ownAddress(): string {
  return location.origin + location.pathname
}

function readLeaving(): Leaving | null {
  const text = sessionStorage.getItem(LEAVING)
  return text === null ? null : (JSON.parse(text) as Leaving)
}

/** 256 random bits in letters that need no escape. */
function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)).buffer)
}

function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
