import { existsSync } from 'node:fs'
import type { SaidLimits } from '../../importers/intake-limits.ts'
import type { Role } from '../access/actor.ts'
import type { DeclaredDays } from '../kernel/working-day.ts'
import type { LoadLimits, QueryLimits, RateLimits } from './limit-settings.ts'
import type { RetentionConfig } from './privacy/run-purge.ts'
import { type ConfigMistake, isLoopback, type Setting } from './setting.ts'
import { SETTINGS } from './settings.ts'
import { type SignInConfig, signInMistakes } from './sign-in/sign-in-config.ts'

/** Everything the hub was told from outside, read and checked. Null where nothing was said and nothing is assumed. */
export interface Config extends SignInConfig, RetentionConfig {
  readonly host: string
  readonly port: number
  readonly behindProxy: boolean
  /** Without a slash at the end. */
  readonly hubUrl: string | null
  /** Absolute. */
  readonly dataDirectory: string
  readonly databaseUrl: string | null
  readonly databaseConnections: number
  /** How long the hub works on the answer to a query. */
  readonly questionSeconds: number
  readonly adminKey: string | null
  /** What the commands ask with; null for the administrator's. */
  readonly key: string | null
  readonly maxUploadBytes: number
  /** The most memory for answers that are kept; 0 keeps none. */
  readonly answerCacheBytes: number
  /** Null when none were said. */
  readonly fileLimits: SaidLimits | null
  readonly queryLimits: QueryLimits
  readonly rateLimits: RateLimits
  readonly loadLimits: LoadLimits
  /** Who may ask for the schema itself. */
  readonly introspection: readonly Role[]
  /** Other sites whose pages may ask; null for none. */
  readonly corsOrigins: readonly string[] | null
  /** Days off and days worked that are not so by law; null when none were said. */
  readonly declaredDays: DeclaredDays | null
  /** Absolute: the folder or file with all that partners may ask; null when they may ask anything. */
  readonly trustedDocuments: string | null
}

type Environment = Readonly<Record<string, string | undefined>>

/** The configuration cannot be used. The message lists every mistake, one a line. */
export class UnusableConfig extends Error {
  readonly mistakes: readonly ConfigMistake[]

  constructor(mistakes: readonly ConfigMistake[]) {
    const lines = mistakes.map(({ variable, found, expected }) => `  ${variable}: found ${found}, expected ${expected}`)
    super(`The hub cannot start with this configuration:\n${lines.join('\n')}`)
    this.name = 'UnusableConfig'
    this.mistakes = mistakes
  }
}

/**
 * Reads the configuration from the environment, and from the file `.env` in the working directory for what the
 * environment leaves out. The only place that does. Throws `UnusableConfig`.
 */
export function loadConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readConfig(process.env)
}

/** Reads the configuration from the given variables. Throws `UnusableConfig` with all mistakes at once. */
export function readConfig(environment: Environment): Config {
  const mistakes: ConfigMistake[] = []
  const read = <Value>(setting: Setting<Value>): Value | null => {
    const text = environment[setting.variable]?.trim() || setting.fallback
    if (text === '') return null
    const value = setting.read(text)
    if (value !== undefined) return value
    mistakes.push({ variable: setting.variable, found: shown(setting, text), expected: setting.expected })
    return null
  }
  const config = Object.fromEntries(Object.entries(SETTINGS).map(([name, setting]) => [name, read<unknown>(setting)]))
  // A setting with a fallback is null only after a mistake, and then the config never leaves this function.
  const complete = config as unknown as Config
  mistakes.push(...openToStrangers(complete), ...signInMistakes(complete, !isOnlyHere(complete)))
  if (mistakes.length > 0) throw new UnusableConfig(mistakes)
  return complete
}

/** Whether nobody but this machine can reach the hub: a proxy on this machine would let others in. */
function isOnlyHere({ host, behindProxy }: Pick<Config, 'host' | 'behindProxy'>): boolean {
  return isLoopback(host) && !behindProxy
}

function openToStrangers({ host, behindProxy }: Config): ConfigMistake[] {
  if (host === null || isLoopback(host) || behindProxy) return []
  const expected =
    '127.0.0.1, or BAOPHU_BEHIND_PROXY=1 as your word that a proxy with TLS stands before the hub, because keys and personal data must not travel open'
  return [{ variable: 'HOST', found: `"${host}"`, expected }]
}

function shown<Value>(setting: Setting<Value>, text: string): string {
  return setting.isSecret ? `a text of ${text.length} characters (not shown)` : `"${text}"`
}

/** The text of `.env.example`: every setting with its meaning and what holds without it. */
export function envExample(): string {
  const blocks = Object.values(SETTINGS).map(
    ({ variable, meaning, expected, fallback }) => `# ${meaning}\n# Expected: ${expected}.\n#${variable}=${fallback}\n`,
  )
  return [HEADING, ...blocks, COMPOSE].join('\n')
}

const HEADING = `# What the hub can be told, and what holds when it is not. Copy to .env and uncomment what you change.
# Written from src/app/settings.ts; a test compares.
`

const COMPOSE = `# Only for docker-compose.yml: the password of the database that it starts. Letters and digits.
#POSTGRES_PASSWORD=
`
