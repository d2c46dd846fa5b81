import { addressWith, type Setting, wholeNumber } from '../setting.ts'

/** Algorithms with a public key: with a shared secret whoever can check a token could also make one. */
const ALGORITHMS: readonly string[] = [
  ...['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512'],
  ...['RS256', 'RS384', 'RS512', 'EdDSA', 'Ed25519'],
]

/** Signing in with a name at the office's provider of identities (OpenID Connect). */
export const SIGN_IN_SETTINGS = {
  signInIssuer: {
    variable: 'BAOPHU_SIGN_IN_ISSUER',
    meaning: 'The OpenID Connect provider at which officers sign in. Unset: keys only.',
    fallback: '',
    expected: 'the issuer as its discovery document names it, such as https://id.example.vn/realms/so-y-te',
    read: (text) => (addressWith(text, ['https:', 'http:']) === undefined ? undefined : text),
  } satisfies Setting<string>,
  signInAudience: {
    variable: 'BAOPHU_SIGN_IN_AUDIENCE',
    meaning:
      'What the provider writes into access tokens that are meant for this hub (claim aud). Needed with an issuer.',
    fallback: '',
    expected: 'a text without spaces, not the client of the pages',
    read: withoutSpaces,
  } satisfies Setting<string>,
  signInClient: {
    variable: 'BAOPHU_SIGN_IN_CLIENT',
    meaning:
      'The client of the officers’ pages at the provider: a public one, authorization code with PKCE, to be sent back to the ' +
      'address of the pages. Unset: the pages ask for keys only.',
    fallback: '',
    expected: 'a client id without spaces',
    read: withoutSpaces,
  } satisfies Setting<string>,
  signInName: {
    variable: 'BAOPHU_SIGN_IN_NAME',
    meaning: 'What the pages call the provider on their button. Unset: its host.',
    fallback: '',
    expected: 'at most 60 characters',
    read: (text) => (text.length <= 60 ? text : undefined),
  } satisfies Setting<string>,
  signInScope: {
    variable: 'BAOPHU_SIGN_IN_SCOPE',
    meaning:
      'What the pages ask the provider for. Some need a scope of the hub’s own for tokens with its audience, and ' +
      'offline_access for tokens that can be renewed.',
    fallback: 'openid',
    expected: 'scopes with spaces between, openid among them',
    read: (text) => (text.split(/\s+/).includes('openid') ? text.split(/\s+/).join(' ') : undefined),
  } satisfies Setting<string>,
  signInAlgorithms: {
    variable: 'BAOPHU_SIGN_IN_ALGORITHMS',
    meaning: 'How access tokens may be signed.',
    fallback: 'ES256 PS256 EdDSA RS256',
    expected: `some of ${ALGORITHMS.join(' ')}`,
    read: (text) => words(text, (word) => ALGORITHMS.includes(word)),
  } satisfies Setting<readonly string[]>,
  signInTokenTypes: {
    variable: 'BAOPHU_SIGN_IN_TOKEN_TYPES',
    meaning:
      'The types (header typ) of tokens that are taken for access tokens. RFC 9068 says at+jwt; Keycloak (as it comes) and ' +
      'Microsoft Entra say JWT, as they also do of ID tokens, which the audience then tells apart.',
    fallback: 'at+jwt',
    expected: 'at+jwt, JWT, or both',
    read: (text) => words(text, (word) => ['at+jwt', 'JWT'].includes(word)),
  } satisfies Setting<readonly string[]>,
  signInTokenMinutes: {
    variable: 'BAOPHU_SIGN_IN_TOKEN_MINUTES',
    meaning: 'How old an access token may be, in minutes, whatever it says itself. Microsoft Entra’s live up to 90.',
    fallback: '15',
    expected: 'a whole number, 1 to 120',
    read: wholeNumber(1, 120),
  } satisfies Setting<number>,
}

function withoutSpaces(text: string): string | undefined {
  return /^\S{1,500}$/.test(text) ? text : undefined
}

function words(text: string, allowed: (word: string) => boolean): readonly string[] | undefined {
  const found = text.split(/[\s,]+/)
  return found.every(allowed) ? found : undefined
}
