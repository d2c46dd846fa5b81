import { resolve } from 'node:path'
import { ROLES, type Role } from '../access/actor.ts'
import { type NamedNumbers, saidNumbers, writtenNumbers } from './named-numbers.ts'
import type { Setting } from './setting.ts'

/** What one question may be. */
export const USUAL_QUERY_LIMITS = {
  /** Tokens of the query's text. */
  tokens: 1_000,
  /** Fields below each other. */
  depth: 12,
  aliases: 30,
  rootFields: 20,
  directives: 20,
  /** Objects that a question of an administrator or a data officer may ask for. */
  officerCost: 25_000,
  /** The same for analysts and partners. */
  readerCost: 10_000,
  /** The largest body of a question, in kilobytes. */
  bodyKb: 100,
  /** How deep variables may be nested, and how many values they may hold. */
  variableDepth: 10,
  variableValues: 2_000,
}
export type QueryLimits = NamedNumbers<typeof USUAL_QUERY_LIMITS>

/** What one key may ask in a time, and one address may try. Each hub counts for itself. */
export const USUAL_RATE_LIMITS = {
  requestsPerMinute: 600,
  /** Objects asked for, kept answers not counted. */
  costPerMinute: 1_000_000,
  uploadsPerHour: 120,
  /** Wrong keys shown from one address. */
  wrongKeysPerMinute: 10,
  /** Requests of one key under way at a time, so that nobody takes every place. */
  atOnce: 16,
  /** Rows of its files that may be held for naming people of other places: some dozens have just come, thousands are guessed. */
  heldPerDay: 200,
}
export type RateLimits = NamedNumbers<typeof USUAL_RATE_LIMITS>

/** What the hub takes on at a time. */
export const USUAL_LOAD_LIMITS = {
  connections: 1_000,
  /** Questions that are worked on. */
  questions: 32,
  /** Files that come in or go out. */
  files: 16,
  /** Requests of each kind that wait for their turn. */
  waiting: 256,
  /** How long one waits before it is sent away. */
  waitSeconds: 5,
}
export type LoadLimits = NamedNumbers<typeof USUAL_LOAD_LIMITS>

const ROLE_WORDS: ReadonlyMap<string, Role> = new Map(
  ROLES.map((role) => [role.toLowerCase().replaceAll('_', '-'), role]),
)

/** What may be asked of the hub, how much of it, and by whom. */
export const LIMIT_SETTINGS = {
  queryLimits: numbers(
    'BAOPHU_QUERY_LIMITS',
    'What one question may be, name by name; what is left out stays as it is. Cost is counted in objects: rows, and what hangs on them.',
    USUAL_QUERY_LIMITS,
  ),
  rateLimits: numbers(
    'BAOPHU_RATE_LIMITS',
    'What one key may ask, upload, have under way and name of other places’ people, and how many wrong keys one address may show, before it is told to wait.',
    USUAL_RATE_LIMITS,
  ),
  loadLimits: numbers(
    'BAOPHU_LOAD_LIMITS',
    'How many connections, questions and files the hub takes at a time, and how many wait how long for their turn.',
    USUAL_LOAD_LIMITS,
  ),
  introspection: {
    variable: 'BAOPHU_INTROSPECTION',
    meaning: 'The roles that may ask for the schema itself, as BI tools and code generators do; none for nobody.',
    fallback: 'administrator,data-officer,analyst',
    expected: `none, or roles with commas between: ${[...ROLE_WORDS.keys()].join(', ')}`,
    read: (text) => (text === 'none' ? [] : listOf(text, (word) => ROLE_WORDS.get(word))),
  } satisfies Setting<readonly Role[]>,
  corsOrigins: {
    variable: 'BAOPHU_CORS_ORIGINS',
    meaning: 'Other sites whose pages may ask this hub with a key. Unset: none.',
    fallback: '',
    expected: 'origins with commas between, such as https://bi.example.vn',
    read: (text) => listOf(text, originOf),
  } satisfies Setting<readonly string[]>,
  trustedDocuments: {
    variable: 'BAOPHU_TRUSTED_DOCUMENTS',
    meaning:
      'A folder of .graphql files, or a .json file of texts by id: the only questions that partner keys may ask, by documentId. ' +
      'Unset: partners ask what they may read.',
    fallback: '',
    expected: 'a folder, or a .json file',
    read: (text) => resolve(text),
  } satisfies Setting<string>,
}

function numbers<Names extends Readonly<Record<string, number>>>(variable: string, meaning: string, usual: Names) {
  return {
    variable,
    meaning,
    fallback: writtenNumbers(usual),
    expected: 'names and whole numbers from 1 on, with spaces between',
    read: (text) => saidNumbers(text, usual),
  } satisfies Setting<NamedNumbers<Names>>
}

function listOf<Item>(text: string, read: (word: string) => Item | undefined): readonly Item[] | undefined {
  const items = text.split(/[\s,]+/).map(read)
  return items.every((item) => item !== undefined) ? items : undefined
}

/** An origin as browsers send it: no path, no slash at the end. */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { origin, protocol } = new URL(text)
  return /^https?:$/.test(protocol) && text.replace(/\/$/, '') === origin ? origin : undefined
}
