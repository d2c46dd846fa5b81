/** `npm run audit`: asks the registry about known holes in what is installed, and says honestly whether it answered. */
import { spawnSync } from 'node:child_process'
import { outliveReaders } from '../../src/app/outlive-readers.ts'

const SEVERITIES = ['critical', 'high', 'moderate', 'low', 'info'] as const

/** What the registry said: how many holes of each severity; or why it said nothing. */
export type AuditOutcome =
  | { readonly answered: true; readonly found: Readonly<Record<(typeof SEVERITIES)[number], number>> }
  | { readonly answered: false; readonly why: string }

/** Runs `npm audit` on a folder's lockfile; `words` go to npm. */
export function audited(folder: string, words: readonly string[] = []): AuditOutcome {
  const { stdout, stderr, error } = spawnSync('npm', ['audit', '--json', '--package-lock-only', ...words], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  return error ? { answered: false, why: error.message } : outcomeOf(stdout, stderr)
}

/** Only counts are an answer: anything else means that nobody looked. */
function outcomeOf(stdout: string, stderr: string): AuditOutcome {
  const said = parsed(stdout)
  const counts = said?.metadata?.vulnerabilities
  if (counts === undefined)
    return { answered: false, why: said?.message ?? /^npm error (.+)$/m.exec(stderr)?.[1] ?? 'no answer' }
  const found = Object.fromEntries(SEVERITIES.map((severity) => [severity, counts[severity] ?? 0]))
  return { answered: true, found: found as Extract<AuditOutcome, { answered: true }>['found'] }
}

interface Said {
  readonly message?: string
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> }
}

function parsed(text: string): Said | undefined {
  try {
    return JSON.parse(text) as Said
  } catch {
    return undefined
  }
}

/** The line that is told, and the exit code: 1 for critical and high ones, never for a registry that does not answer. */
export function report(outcome: AuditOutcome): { readonly line: string; readonly exitCode: 0 | 1 } {
  if (!outcome.answered)
    return {
      line: `audit: UNAVAILABLE (${outcome.why}); only the ledger in test/house/advisories.ts was checked`,
      exitCode: 0,
    }
  const counts = SEVERITIES.map((severity) => `${outcome.found[severity]} ${severity}`).join(', ')
  return { line: `audit: answered: ${counts}`, exitCode: outcome.found.critical + outcome.found.high > 0 ? 1 : 0 }
}

if (import.meta.main) {
  outliveReaders()
  const { line, exitCode } = report(audited(process.cwd()))
  process.stdout.write(`${line}\n`)
  process.exitCode = exitCode
}
