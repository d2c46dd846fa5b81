import { type ProviderTold, renewed, type Tokens } from './sign-in.ts'

const SESSION = 'baophu.session'
const LANGUAGE = 'baophu.language'

/** What opens the hub for this tab: a key, or the tokens of somebody who signed in at the provider. */
export type Session =
  | { readonly kind: 'KEY'; readonly key: string }
  | { readonly kind: 'SIGNED_IN'; readonly provider: ProviderTold; readonly tokens: Tokens }

/** The session of this tab; gone with it. */
export function storedSession(): Session | null {
  const text = sessionStorage.getItem(SESSION)
  return text === null ? null : (JSON.parse(text) as Session)
}

export function storeSession(session: Session | null): void {
  if (session === null) sessionStorage.removeItem(SESSION)
  else sessionStorage.setItem(SESSION, JSON.stringify(session))
}

/** A token is renewed this long before its end, in ms: it is to be good still when it arrives. */
const BEFORE_END_MS = 60_000

/** Gives what opens the hub at this moment; told what the hub has just refused, something newer where there is any. */
export type Bearer = (refused?: string) => Promise<string>

/** A token that is about to end, or was refused, is renewed first, once for all who wait for it. */
export function bearerOf(session: Session, onRenewed: (session: Session) => void = () => undefined): Bearer {
  if (session.kind === 'KEY') return async () => session.key
  let { tokens } = session
  let renewing: Promise<Tokens> | null = null
  return async (refused) => {
    const holds = Date.now() < tokens.endsAt - BEFORE_END_MS && tokens.access !== refused
    if (tokens.refresh === null || holds) return tokens.access
    renewing ??= renewed(session.provider, tokens).finally(() => {
      renewing = null
    })
    const fresh = await renewing
    if (fresh !== tokens) onRenewed({ ...session, tokens: fresh })
    tokens = fresh
    return tokens.access
  }
}

/** The language chosen last on this machine; Vietnamese when none was. */
export function storedLanguage(): 'vi' | 'en' {
  return localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'vi'
}

export function storeLanguage(language: 'vi' | 'en'): void {
  localStorage.setItem(LANGUAGE, language)
}
