import { outliveReaders } from '../../src/app/outlive-readers.ts'
import { Interrupted } from './interruption.ts'

/** `npm run bench -- <name> [options]`: each measurement is a file beside this one with a `run(args)`. */
const BENCHES: Readonly<Record<string, () => Promise<{ run(args: string[]): Promise<void> }>>> = {
  access: () => import('./access.ts'),
  affected: () => import('./affected.ts'),
  borders: () => import('./borders.ts'),
  import: () => import('./import.ts'),
  query: () => import('./query.ts'),
  'import-queries': () => import('./import-queries.ts'),
  marked: () => import('./marked.ts'),
  merges: () => import('./merges.ts'),
  pages: () => import('./pages.ts'),
  reader: () => import('./reader.ts'),
  segments: () => import('./segments.ts'),
}

outliveReaders()
const [name = '', ...args] = process.argv.slice(2)
const load = BENCHES[name]
if (load) {
  const { run } = await load()
  await run(args).catch(endInterrupted)
} else {
  process.stderr.write(`npm run bench -- <name>, where <name> is one of: ${Object.keys(BENCHES).join(', ')}\n`)
  process.exitCode = 2
}

/** What was started has ended; the work itself may still wait for it. */
function endInterrupted(error: unknown): never {
  if (error instanceof Interrupted) process.exit(130)
  throw error
}
