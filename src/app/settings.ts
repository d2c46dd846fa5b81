import { resolve } from 'node:path'
import { FILE_LIMIT_NAMES, type SaidLimits } from '../../importers/intake-limits.ts'
import { LIMIT_SETTINGS } from './limit-settings.ts'
import { readPairs } from './named-numbers.ts'
import { RETENTION_SETTINGS } from './privacy/retention-settings.ts'
import { addressWith, type Setting, times, wholeNumber, zeroOrOne } from './setting.ts'
import { SIGN_IN_SETTINGS } from './sign-in/sign-in-settings.ts'

const SHORTEST_KEY = 24
const MEGABYTE = 1024 * 1024

/** Everything the hub can be told from outside. `.env.example` is written from this table. */
export const SETTINGS = {
  host: {
    variable: 'HOST',
    meaning: 'The address the hub listens on. Anything but this machine needs BAOPHU_BEHIND_PROXY=1.',
    fallback: '127.0.0.1',
    expected: 'a host name or an IP address',
    read: (text) => (/^[\w.:-]+$/.test(text) ? text : undefined),
  } satisfies Setting<string>,
  port: {
    variable: 'PORT',
    meaning: 'The port the hub listens on; 0 takes any free one.',
    fallback: '4000',
    expected: 'a whole number, 0 to 65535',
    read: wholeNumber(0, 65_535),
  } satisfies Setting<number>,
  behindProxy: {
    variable: 'BAOPHU_BEHIND_PROXY',
    meaning:
      'Say 1 when a proxy that speaks TLS stands before the hub: keys and personal data must not travel open. ' +
      'The hub then believes the proxy about who is calling (X-Forwarded-For).',
    fallback: '0',
    expected: '0 or 1',
    read: zeroOrOne,
  } satisfies Setting<boolean>,
  hubUrl: {
    variable: 'BAOPHU_URL',
    meaning: 'The address of a hub for the commands of `baophu` to ask. Unset: the hub that runs on BAOPHU_DATA.',
    fallback: '',
    expected: 'an address such as https://baophu.example.vn',
    read: (text) => addressWith(text, ['http:', 'https:']),
  } satisfies Setting<string>,
  dataDirectory: {
    variable: 'BAOPHU_DATA',
    meaning: 'The folder for what the hub keeps: uploaded files, its key, and its database when DATABASE_URL is unset.',
    fallback: './data',
    expected: 'a folder',
    read: (text) => resolve(text),
  } satisfies Setting<string>,
  databaseUrl: {
    variable: 'DATABASE_URL',
    meaning: 'The PostgreSQL (15 or newer) to use. Unset: the hub starts its own under BAOPHU_DATA.',
    fallback: '',
    expected: 'an address such as postgresql://user:password@host:5432/baophu',
    isSecret: true,
    read: (text) => addressWith(text, ['postgresql:', 'postgres:']),
  } satisfies Setting<string>,
  databaseConnections: {
    variable: 'BAOPHU_DATABASE_CONNECTIONS',
    meaning:
      'The most connections to the database at a time for the hub’s own work, as many again for answers, and as many for segments and what is written down.',
    fallback: '10',
    expected: 'a whole number, 2 to 45',
    read: wholeNumber(2, 45),
  } satisfies Setting<number>,
  questionSeconds: {
    variable: 'BAOPHU_QUESTION_SECONDS',
    meaning: 'How long the hub works on the answer to a query, in seconds, before it stops and says so.',
    fallback: '15',
    expected: 'a whole number, 1 to 600',
    read: wholeNumber(1, 600),
  } satisfies Setting<number>,
  adminKey: {
    variable: 'BAOPHU_ADMIN_KEY',
    meaning: "The administrator's key. Unset: made on the first start, printed once and kept in BAOPHU_DATA/admin.key.",
    fallback: '',
    expected: `at least ${SHORTEST_KEY} characters without spaces`,
    isSecret: true,
    read: keyText,
  } satisfies Setting<string>,
  key: {
    variable: 'BAOPHU_KEY',
    meaning: "The key with which the commands of `baophu` ask. Unset: the administrator's.",
    fallback: '',
    expected: `at least ${SHORTEST_KEY} characters without spaces`,
    isSecret: true,
    read: keyText,
  } satisfies Setting<string>,
  maxUploadBytes: {
    variable: 'BAOPHU_MAX_UPLOAD_MB',
    meaning: 'The largest file an officer may upload, in megabytes.',
    fallback: '200',
    expected: 'a whole number, 1 to 2048',
    read: (text) => times(MEGABYTE, wholeNumber(1, 2048)(text)),
  } satisfies Setting<number>,
  answerCacheBytes: {
    variable: 'BAOPHU_ANSWER_CACHE_MB',
    meaning:
      'The most memory for answers about figures, in megabytes; 0 keeps none. They are exact: gone with the next commit or ' +
      'withdrawal, whichever hub writes it.',
    fallback: '64',
    expected: 'a whole number, 0 to 4096',
    read: (text) => times(MEGABYTE, wholeNumber(0, 4096)(text)),
  } satisfies Setting<number>,
  fileLimits: {
    variable: 'BAOPHU_FILE_LIMITS',
    meaning:
      'What a file may hold and cost before it is refused, name by name; what is left out stays as importers/workbook/README.md says. ' +
      `The names: ${FILE_LIMIT_NAMES.join(', ')}.`,
    fallback: '',
    expected: 'names and whole numbers such as rows=200000 textLength=2000',
    read: (text) => readPairs(text, FILE_LIMIT_NAMES),
  } satisfies Setting<SaidLimits>,
  ...SIGN_IN_SETTINGS,
  ...RETENTION_SETTINGS,
  ...LIMIT_SETTINGS,
}

function keyText(text: string): string | undefined {
  return /^\S+$/.test(text) && text.length >= SHORTEST_KEY ? text : undefined
}
