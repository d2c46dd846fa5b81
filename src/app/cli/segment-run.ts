import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { jsonAt } from './json-file.ts'
import { type Call, CommandFailed, EXIT, type ExitCode, show, showList, type Terminal, type Told } from './terminal.ts'
import { dayText, momentText, valueWord } from './told-values.ts'
import { withHub } from './with-hub.ts'

const LISTED = 'name partner version purpose purposeCode agreement fields expiresOn endedAt'
const CREATE = `mutation Make($name: String!, $partner: String!, $input: SegmentInput!) {
  createSegment(name: $name, partner: $partner, input: $input) { ${LISTED} count } }`
const CHANGE = `mutation Change($name: String!, $input: SegmentInput!) {
  changeSegment(name: $name, input: $input) { ${LISTED} count } }`
const LIST = `query Segments { segments { ${LISTED} } }`
const END = 'mutation End($name: String!) { endSegment(name: $name) { name } }'

interface ListedSegment {
  readonly name: string
  readonly partner: string
  readonly version: number
  readonly purpose: string
  readonly purposeCode: string
  readonly expiresOn: string
  readonly endedAt: string | null
  readonly count?: number
}

/** `segment create`: what stands in the file is what the hub is told. */
export function createSegment(call: Call, path: string): Promise<ExitCode> {
  const { name, partner, ...input } = definitionAt(call, path)
  return withHub(call, async (hub) => {
    const answer = await hub.ask<{ createSegment: ListedSegment }>(CREATE, { name, partner, input })
    show(call, answer.createSegment, [lineOf(answer.createSegment, call)])
    return EXIT.DONE
  })
}

/** `segment change`: name and partner stay, the rest of the file is the new version. */
export function changeSegment(call: Call, path: string): Promise<ExitCode> {
  const { name, partner: _stays, ...input } = definitionAt(call, path)
  return withHub(call, async (hub) => {
    const answer = await hub.ask<{ changeSegment: ListedSegment }>(CHANGE, { name, input })
    show(call, answer.changeSegment, [lineOf(answer.changeSegment, call)])
    return EXIT.DONE
  })
}

/** `segment list`. */
export function listSegments(call: Call): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const { segments } = await hub.ask<{ segments: readonly ListedSegment[] }>(LIST)
    showList(call, segments, lineOf)
    return EXIT.DONE
  })
}

/** `segment end`. */
export function endSegment(call: Call, name: string): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    await hub.ask(END, { name })
    show(call, { name }, [`${ENDED[call.language]}: ${name}`])
    return EXIT.DONE
  })
}

/** `export segment`: its households as NDJSON, to a file or to standard output, without ever holding all of them. */
export function exportSegment(
  call: Call,
  name: string,
  { asOf, after, out }: Readonly<Record<string, unknown>>,
): Promise<ExitCode> {
  const parameters = new URLSearchParams()
  for (const [parameter, value] of Object.entries({ asOf, after }))
    if (typeof value === 'string') parameters.set(parameter, value)
  return withHub(call, async (hub) => {
    const body = Readable.fromWeb(
      await hub.fetchStream(`/segments/${encodeURIComponent(name)}/households.ndjson?${parameters}`),
    )
    if (typeof out === 'string') await pipeline(body, createWriteStream(out))
    else await print(body, call.terminal)
    return EXIT.DONE
  })
}

/** Writes what comes as it comes; leaves the rest where nobody reads it. */
async function print(body: Readable, { out, unread }: Terminal): Promise<void> {
  for await (const text of body.setEncoding('utf8')) {
    if (unread?.aborted) return
    out(String(text))
  }
}

function definitionAt(call: Call, path: string): Readonly<Record<string, unknown>> {
  const read = jsonAt(call, path)
  if (typeof read !== 'object' || read === null) throw new CommandFailed(NO_DEFINITION[call.language])
  return read as Readonly<Record<string, unknown>>
}

function lineOf(segment: ListedSegment, { language }: Call): string {
  const { name, partner, version, count, purpose, purposeCode, expiresOn, endedAt } = segment
  const until = endedAt ? `${ENDED[language]} ${momentText(endedAt, language)}` : `→ ${dayText(expiresOn, language)}`
  const size = count === undefined ? [] : [`${count} ${HOUSEHOLDS[language]}`]
  return [name, partner, `v${version}`, ...size, until, valueWord('Purpose', purposeCode, language), purpose].join('  ')
}

const ENDED: Told = { vi: 'Đã chấm dứt', en: 'Ended' }
const HOUSEHOLDS: Told = { vi: 'hộ', en: 'households' }
const NO_DEFINITION: Told = { vi: 'Tệp phải là một đối tượng JSON.', en: 'The file must hold a JSON object.' }
