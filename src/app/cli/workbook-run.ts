import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { FetchedFile } from './hub-client.ts'
import { type Call, CommandFailed, EXIT, type ExitCode, show } from './terminal.ts'
import { withHub } from './with-hub.ts'

/** `import workbook`: the officer's own file with the outcome of the check in it. */
export function annotated(call: Call, id: string, out: unknown): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const file = await hub.fetchFile(`/imports/${encodeURIComponent(id)}/workbook`)
    return keep(call, file, out)
  })
}

/** `template`: an empty sheet of a kind. */
export function template(call: Call, kind: string, out: unknown): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const file = await hub.fetchFile(`/templates/${encodeURIComponent(kind.toUpperCase())}.xlsx`)
    return keep(call, file, out)
  })
}

/** `export door-list`: the people without a card of an area, to be printed. */
export function doorList(call: Call, within: string, asked: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const parameters = new URLSearchParams({ within })
  for (const name of ['asOf', 'months']) {
    const value = asked[name]
    if (typeof value === 'string') parameters.set(name, value)
  }
  return withHub(call, async (hub) => {
    const file = await hub.fetchFile(`/exports/door-list.xlsx?${parameters}`)
    return keep(call, file, asked.out)
  })
}

/** `export coverage`: the areas within an area, or of the country, with the source of each number. */
export function coverage(
  call: Call,
  within: string | undefined,
  asked: Readonly<Record<string, unknown>>,
): Promise<ExitCode> {
  const parameters = new URLSearchParams(within === undefined ? {} : { within })
  for (const name of ['level', 'asOf', 'borders', 'compareTo', 'basis', 'by']) {
    const value = asked[name]
    if (typeof value === 'string') parameters.set(name, value)
  }
  return withHub(call, async (hub) => {
    const file = await hub.fetchFile(`/exports/coverage.${asked.format ?? 'xlsx'}?${parameters}`)
    return keep(call, file, asked.out)
  })
}

/** Written under the hub's name for it into this folder, over nothing that is there; or where `--out` says. */
async function keep(call: Call, { fileName, bytes }: FetchedFile, out: unknown): Promise<ExitCode> {
  const path = resolve(typeof out === 'string' ? out : basename(fileName))
  await writeFile(path, bytes, { flag: typeof out === 'string' ? 'w' : 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailed(`${path}: ${error.code === 'EEXIST' ? EXISTS[call.language] : error.message}`)
  })
  show(call, { path, bytes: bytes.length }, [path])
  return EXIT.DONE
}

const EXISTS = { vi: 'tệp đã có; hãy dùng --out', en: 'there is such a file; use --out' } as const
