import { existsSync, openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { BATCH, BATCHES, CHANGES, COMMIT, WITHDRAW } from './batch-queries.ts'
import { type BatchAnswer, batchLines, type ChangesAnswer, isBlocked, listLine } from './batch-report.ts'
import type { HubClient, SentChoices } from './hub-client.ts'
import { type BatchProgress, progressLine } from './progress-line.ts'
import { type Call, CommandFailed, EXIT, type ExitCode, show, showList } from './terminal.ts'
import { withHub } from './with-hub.ts'

/** `import check`: every file is read and told; 3 when one of them cannot be committed. */
export function checkFiles(call: Call, paths: readonly string[], choices: SentChoices): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const batches: BatchAnswer[] = []
    for (const path of paths) batches.push(await check(hub, await fileAt(path, call), choices, call))
    tell(call, batches)
    return batches.some(isBlocked) ? EXIT.BLOCKED : EXIT.DONE
  })
}

/** `import commit`: a file is checked first, and committed when nothing blocks it. */
export function commit(call: Call, subject: string, choices: SentChoices): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const checked = existsSync(subject)
      ? await check(hub, await fileAt(subject, call), choices, call)
      : await find(hub, call, subject)
    return finish(call, hub, checked)
  })
}

/** Commits what was checked and tells it. What was committed before is told as it stands. */
export async function finish(call: Call, hub: HubClient, checked: BatchAnswer): Promise<ExitCode> {
  const batch =
    checked.status === 'CHECKED' && !isBlocked(checked) ? await change(hub, COMMIT, checked.id, call) : checked
  tell(call, [batch])
  if (batch.status === 'COMMITTED') return EXIT.DONE
  return isBlocked(batch) ? EXIT.BLOCKED : EXIT.FAILED
}

/** `import withdraw`. */
export function withdraw(call: Call, id: string): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const batch = await find(hub, call, id)
    tell(call, [await change(hub, WITHDRAW, batch.id)])
    return EXIT.DONE
  })
}

/** `import list`. */
export function list(call: Call, options: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const first = Number(options.first)
  return withHub(call, async (hub) => {
    const variables = { status: options.status, kind: options.kind, first: Number.isInteger(first) ? first : 0 }
    const { importBatches } = await hub.ask<{ importBatches: { nodes: BatchAnswer[] } }>(BATCHES, variables)
    showList(call, importBatches.nodes, (batch) => listLine(batch, call.language))
    return EXIT.DONE
  })
}

/** Sends a file and waits until it has been read and checked. */
export async function check(hub: HubClient, file: File, choices: SentChoices, watching?: Call): Promise<BatchAnswer> {
  const { id, repeated } = await hub.send(file, choices)
  await watched(watching, (watch) => hub.settled(id, watch))
  return { ...((await reportOf(hub, id)) as BatchAnswer), repeated }
}

/** The batch with its report; null when there is none. */
async function reportOf(hub: HubClient, id: string): Promise<BatchAnswer | null> {
  const { importBatch } = await hub.ask<{ importBatch: Omit<BatchAnswer, 'changes'> | null }>(BATCH, { id })
  return importBatch && { ...importBatch, changes: await changesOf(hub, id) }
}

async function changesOf(hub: HubClient, id: string): Promise<BatchAnswer['changes']> {
  try {
    return (await hub.ask<{ importBatch: { changes: ChangesAnswer } }>(CHANGES, { id })).importBatch.changes
  } catch (error) {
    if (error instanceof CommandFailed && error.reason === 'persons-not-open') return null
    throw error
  }
}

async function change(hub: HubClient, mutation: string, id: string, watching?: Call): Promise<BatchAnswer> {
  await watched(watching, async (watch) => {
    const answered = hub.ask(mutation, { id }).catch(async (error: unknown) => {
      // A large batch may take longer than a connection waits for its answer: the hub goes on with it, and so do we.
      if ((await hub.status(id)) !== 'COMMITTING') throw error
    })
    watch({ status: 'COMMITTING', progress: 0, rows: 0 })
    await answered
    await hub.settled(id, watch)
  })
  return (await reportOf(hub, id)) as BatchAnswer
}

const REDRAW_MS = 1000

/** Draws how far the batch is while the work goes on, each second, where somebody watches; wipes it at the end. */
async function watched(
  call: Call | undefined,
  work: (watch: (now: BatchProgress) => void) => Promise<void>,
): Promise<void> {
  const redraw = call?.terminal.redraw
  if (call === undefined || redraw === undefined) return work(() => {})
  const began = performance.now()
  let last: BatchProgress = { status: 'READING', progress: 0, rows: 0 }
  const draw = (now: BatchProgress): void => {
    last = now
    redraw(progressLine(now, (performance.now() - began) / 1000, call.language))
  }
  draw(last)
  const clock = setInterval(() => draw(last), REDRAW_MS)
  try {
    await work(draw)
  } finally {
    clearInterval(clock)
    redraw('')
  }
}

async function find(hub: HubClient, call: Call, id: string): Promise<BatchAnswer> {
  const batch = await reportOf(hub, id)
  if (batch === null) {
    throw new CommandFailed(
      call.language === 'vi'
        ? `Không có tệp và cũng không có lượt nhập “${id}”.`
        : `There is neither a file nor a batch “${id}”.`,
    )
  }
  return batch
}

function tell(call: Call, batches: readonly BatchAnswer[]): void {
  show(
    call,
    batches,
    batches.flatMap((batch) => batchLines(batch, call.language)),
  )
}

async function fileAt(path: string, { language }: Call): Promise<File> {
  try {
    return new File([await openAsBlob(path)], basename(path))
  } catch {
    throw new CommandFailed(language === 'vi' ? `Không đọc được tệp ${path}.` : `The file ${path} cannot be read.`)
  }
}
