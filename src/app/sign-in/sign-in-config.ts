import { type ConfigMistake, isLoopback } from '../setting.ts'

/** What the hub was told of signing in; without an issuer the rest means nothing. */
export interface SignInConfig {
  /** Exactly as tokens name it. */
  readonly signInIssuer: string | null
  readonly signInAudience: string | null
  readonly signInClient: string | null
  readonly signInName: string | null
  readonly signInScope: string
  readonly signInAlgorithms: readonly string[]
  readonly signInTokenTypes: readonly string[]
  readonly signInTokenMinutes: number
}

/** What is said of signing in and does not go together; `open` when others than this machine can reach the hub. */
export function signInMistakes(
  { signInIssuer: issuer, signInAudience: audience, signInClient: client }: SignInConfig,
  open: boolean,
): ConfigMistake[] {
  if (issuer === null) return []
  const mistakes: ConfigMistake[] = []
  const { protocol, hostname } = new URL(issuer)
  if (protocol === 'http:' && (open || !isLoopback(hostname)))
    mistakes.push({
      variable: 'BAOPHU_SIGN_IN_ISSUER',
      found: `"${issuer}"`,
      expected: 'an address with https: a provider without TLS is for trying out on this machine only',
    })
  if (audience === null)
    mistakes.push({
      variable: 'BAOPHU_SIGN_IN_AUDIENCE',
      found: 'nothing',
      expected: 'the audience of access tokens for this hub, because tokens for other services must not open it',
    })
  if (audience !== null && audience === client)
    mistakes.push({
      variable: 'BAOPHU_SIGN_IN_AUDIENCE',
      found: `"${audience}"`,
      expected:
        'another text than BAOPHU_SIGN_IN_CLIENT, because ID tokens are meant for the client and must not open the hub',
    })
  return mistakes
}
