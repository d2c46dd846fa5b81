import { createHash, randomBytes } from 'node:crypto'
import { CLIENT, type IdentityProvider } from './identity-provider.ts'

/** What the provider's token endpoint answers. */
export interface GivenTokens {
  readonly access_token: string
  readonly id_token: string
  readonly refresh_token: string
  readonly token_type: string
}

/** More steps than any way through the provider's forms. */
const MOST_STEPS = 12

/** Signs somebody in by authorization code and PKCE as a browser would: redirects, cookies, forms; and gives their tokens. */
export async function signInOverHttp(provider: IdentityProvider, hubUrl: string, name: string): Promise<GivenTokens> {
  const verifier = randomBytes(32).toString('base64url')
  const redirectUri = `${hubUrl}/`
  const asked = new URLSearchParams({
    ...{ response_type: 'code', client_id: CLIENT, redirect_uri: redirectUri, scope: 'openid', state: 'here' },
    ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
  })
  const back = await throughForms(`${provider.issuer}/auth?${asked}`, redirectUri, name)
  const code = back.searchParams.get('code')
  if (code === null || back.searchParams.get('state') !== 'here') throw new Error(`no code: ${back.search}`)
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }
  const answer = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, client_id: CLIENT }),
  })
  return (await answer.json()) as GivenTokens
}

async function throughForms(start: string, end: string, name: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let next: { readonly url: string; readonly body?: URLSearchParams } = { url: start }
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const answer = await fetch(next.url, {
      method: next.body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(next.body && { body: next.body }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(key, value)
    }
    const to = answer.headers.get('location')
    if (to?.startsWith(end)) return new URL(to)
    next = to === null ? filledForm(await answer.text(), name) : { url: new URL(to, next.url).href }
  }
  throw new Error('the provider’s forms do not end')
}

/** The form of a page, filled as somebody would who signs in and agrees. */
function filledForm(page: string, name: string): { readonly url: string; readonly body: URLSearchParams } {
  const url = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
  const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
  if (url === undefined || prompt === undefined) throw new Error(`no form: ${page.slice(0, 500)}`)
  return { url, body: new URLSearchParams({ prompt, login: name, password: 'any' }) }
}
