import { AccountHolders, type NoAccount, type Subject } from '../../access/account-holder.store.ts'
import type { Actor } from '../../access/actor.ts'
import type { Clock } from '../../kernel/vietnam-day.ts'
import type { Database } from '../../storage/orm.ts'
import { subjectOf } from './access-token.ts'
import { Provider } from './provider.ts'
import type { SignInConfig } from './sign-in-config.ts'

/** What the officers' pages need to let somebody sign in; the names of OpenID Connect. */
export interface PagesProvider {
  readonly name: string
  readonly clientId: string
  readonly scope: string
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly endSessionEndpoint: string | null
}

/** Somebody who signed in and has no account here that holds. */
export interface Stranger extends Subject {
  readonly why: NoAccount
}

/** Signing in at the office's provider. */
export interface SignIn {
  readonly issuer: string
  /** Whose access token this is: an account of the hub, a stranger, or null when the token opens nothing. Throws `ProviderAway`. */
  holderOf(token: string): Promise<Actor | Stranger | null>
  /** Null when the pages ask for keys only. Throws `ProviderAway`. */
  forPages(): Promise<PagesProvider | null>
}

/** Null when the configuration names no provider. Asks the provider for nothing until somebody signs in. */
export function createSignIn(config: SignInConfig, database: Database, clock: Clock): SignIn | null {
  const { signInIssuer: issuer, signInAudience: audience, signInClient: clientId } = config
  if (issuer === null || audience === null) return null
  const provider = new Provider(issuer, clock)
  const accounts = new AccountHolders()
  const rules = {
    audience,
    algorithms: config.signInAlgorithms,
    types: config.signInTokenTypes,
    minutes: config.signInTokenMinutes,
  }
  return {
    issuer,
    holderOf: async (token) => {
      const now = clock()
      const who = await subjectOf(token, provider, rules, now)
      if (who === null) return null
      const found = await accounts.holderOf(database.em(), who, now)
      return typeof found === 'string' ? { ...who, why: found } : found
    },
    forPages: async () => {
      if (clientId === null) return null
      const { authorizationEndpoint, tokenEndpoint, endSessionEndpoint } = await provider.metadata()
      const name = config.signInName ?? new URL(issuer).host
      return { name, clientId, scope: config.signInScope, authorizationEndpoint, tokenEndpoint, endSessionEndpoint }
    },
  }
}
