import { REQUEST_KINDS } from '../../privacy/request-terms.ts'
import { type ErasureTold, erasureLines } from './erasure-lines.ts'
import type { HubClient } from './hub-client.ts'
import { type Call, CommandFailed, EXIT, type ExitCode, show, showList, type Told } from './terminal.ts'
import { dayText, momentText, valueWord } from './told-values.ts'
import { withHub } from './with-hub.ts'

const REQUEST = `id kind state personId askedBy reference asked contact throughProcessor receivedOn recordedBy acknowledgeBy
  acknowledgedAt dueOn extendedAt extensionReason dueNext daysLeft decidedAt decidedBy inTime ground done correctedBy recordUrl
  erasure { wasNamed birthDayKept files waiting } closedAt`
const LIST = `query PersonRequests($states: [PersonRequestState!], $after: String) {
  personRequests(states: $states, first: 100, after: $after) { nodes { ${REQUEST} } pageInfo { hasNextPage endCursor } } }`
const SHOW = `query PersonRequest($id: ID!) { request: personRequest(id: $id) { ${REQUEST} } }`
const RECORD = `mutation Record($input: PersonRequestInput!) { request: recordPersonRequest(input: $input) { ${REQUEST} } }`
const ACKNOWLEDGE = `mutation Acknowledge($id: ID!) { request: acknowledgePersonRequest(id: $id) { ${REQUEST} } }`
const EXTEND = `mutation Extend($id: ID!, $reason: String!) {
  request: extendPersonRequest(id: $id, reason: $reason) { ${REQUEST} } }`
const CARRY_OUT = `mutation CarryOut($id: ID!, $input: CarryOutInput) {
  request: carryOutPersonRequest(id: $id, input: $input) { ${REQUEST} } }`
const REFUSE = `mutation Refuse($id: ID!, $ground: String!) {
  request: refusePersonRequest(id: $id, ground: $ground) { ${REQUEST} } }`
const CLOSE = `mutation Close($id: ID!) { request: closePersonRequest(id: $id) { ${REQUEST} } }`

interface RequestTold {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly personId: string | null
  readonly askedBy: string
  readonly reference: string
  readonly asked: string | null
  readonly contact: string | null
  readonly receivedOn: string
  readonly dueOn: string
  readonly extendedAt: string | null
  readonly extensionReason: string | null
  readonly dueNext: string | null
  readonly daysLeft: number | null
  readonly decidedAt: string | null
  readonly decidedBy: string | null
  readonly inTime: boolean | null
  readonly ground: string | null
  readonly done: string | null
  readonly correctedBy: string | null
  readonly recordUrl: string | null
  readonly erasure: ErasureTold | null
}

type Options = Readonly<Record<string, unknown>>

/** `person request record`. */
export function recordRequest(
  call: Call,
  { kind, who }: { readonly kind: string; readonly who?: string | undefined },
  { reference, asked, contact, representative, throughProcessor, receivedOn }: Options,
): Promise<ExitCode> {
  const known = REQUEST_KINDS.find((name) => name === kind.toUpperCase())
  if (known === undefined) throw new CommandFailed(WRONG_KIND[call.language], EXIT.WRONG_USAGE)
  const askedBy = representative === true ? 'REPRESENTATIVE' : 'PERSON'
  const input = { kind: known, who, askedBy, reference, asked, contact, throughProcessor, receivedOn }
  return withRequest(call, RECORD, { input })
}

/** `person request list`: all pages, for what is left out of sight is what becomes overdue. */
export function listRequests(call: Call, all: boolean): Promise<ExitCode> {
  const states = all ? null : ['RECEIVED', 'ACKNOWLEDGED', 'CARRIED_OUT', 'REFUSED']
  return withHub(call, async (hub) => {
    const found: RequestTold[] = []
    for (let after: string | null = null, more = true; more; ) {
      const { personRequests }: ListAnswer = await hub.ask(LIST, { states, after })
      found.push(...personRequests.nodes)
      ;({ endCursor: after, hasNextPage: more } = personRequests.pageInfo)
    }
    showList(call, found, lineOf)
    if (found.length === 0 && !all && !call.json) call.terminal.talk(SEE_ALL[call.language])
    return EXIT.DONE
  })
}

interface ListAnswer {
  readonly personRequests: {
    readonly nodes: readonly RequestTold[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}

/** `person request show`: 1 when there is none. */
export function showRequest(call: Call, id: string): Promise<ExitCode> {
  return withRequest(call, SHOW, { id })
}

/** `person request acknowledge`. */
export function acknowledgeRequest(call: Call, id: string): Promise<ExitCode> {
  return withRequest(call, ACKNOWLEDGE, { id })
}

/** `person request extend`. */
export function extendRequest(call: Call, id: string, reason: unknown): Promise<ExitCode> {
  return withRequest(call, EXTEND, { id, reason })
}

/** `person request carry-out`. */
export function carryOutRequest(call: Call, id: string, { done, batch }: Options): Promise<ExitCode> {
  return withRequest(call, CARRY_OUT, { id, input: { done, batchId: batch } })
}

/** `person request refuse`. */
export function refuseRequest(call: Call, id: string, ground: unknown): Promise<ExitCode> {
  return withRequest(call, REFUSE, { id, ground })
}

/** `person request close`. */
export function closeRequest(call: Call, id: string): Promise<ExitCode> {
  return withRequest(call, CLOSE, { id })
}

/** `person export --request`: carries it out unless that was done, and gives the record. */
export function exportOfRequest(call: Call, id: string): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const found = await kindOf(hub, call, { id, kinds: ['VIEW', 'PROVIDE'] })
    const url = found.recordUrl ?? (await asked(hub, call, CARRY_OUT, { id })).recordUrl
    if (url === null) throw new CommandFailed(NO_RECORD[call.language])
    const { bytes } = await hub.fetchFile(url)
    call.terminal.out(Buffer.from(bytes).toString('utf8'))
    return EXIT.DONE
  })
}

/** `person erase --request`. */
export function eraseOfRequest(call: Call, id: string): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    await kindOf(hub, call, { id, kinds: ['ERASE'] })
    const request = await asked(hub, call, CARRY_OUT, { id })
    show(call, request, linesOf(request, call))
    return EXIT.DONE
  })
}

/** The request, when it is one of these kinds. */
async function kindOf(
  hub: HubClient,
  call: Call,
  { id, kinds }: { readonly id: string; readonly kinds: readonly string[] },
): Promise<RequestTold> {
  const found = await asked(hub, call, SHOW, { id })
  if (!kinds.includes(found.kind))
    throw new CommandFailed(
      `${OTHER_KIND[call.language]}: ${valueWord('PersonRequestKind', found.kind, call.language)}`,
    )
  return found
}

async function asked(hub: HubClient, call: Call, query: string, variables: Options): Promise<RequestTold> {
  const { request } = await hub.ask<{ readonly request: RequestTold | null }>(query, variables)
  if (request === null) throw new CommandFailed(NO_REQUEST[call.language])
  return request
}

function withRequest(call: Call, query: string, variables: Options): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const request = await asked(hub, call, query, variables)
    show(call, request, linesOf(request, call))
    return EXIT.DONE
  })
}

function lineOf(request: RequestTold, { language }: Call): string {
  const { id, kind, state, reference, dueNext, daysLeft } = request
  const due = dueNext === null ? [] : [`${BY[language]} ${dayText(dueNext, language)}`]
  const late = daysLeft !== null && daysLeft < 0 ? [`${OVERDUE[language]} ${-daysLeft} ${DAYS[language]}`] : []
  const words = [valueWord('PersonRequestKind', kind, language), valueWord('PersonRequestState', state, language)]
  return [id, ...words, ...due, ...late, reference].join('  ')
}

function linesOf(request: RequestTold, call: Call): string[] {
  const { language } = call
  const { receivedOn, dueOn, state, personId, askedBy, erasure } = request
  const told: readonly (readonly [Told, string | null])[] = [
    [RECEIVED, dayText(receivedOn, language)],
    [DUE, request.decidedAt ? null : dayText(dueOn, language)],
    [ASKER, valueWord('RequestAsker', askedBy, language)],
    [PERSON, personId ?? NOBODY[language]],
    [ASKED, request.asked],
    [CONTACT, request.contact],
    [EXTENDED, request.extendedAt && `${momentText(request.extendedAt, language)} (${request.extensionReason})`],
    [DECIDED, request.decidedAt && `${momentText(request.decidedAt, language)}, ${request.decidedBy}`],
    [LATE, request.inTime === false ? dayText(dueOn, language) : null],
    [GROUND, request.ground],
    [DONE, request.done],
    [CORRECTED, request.correctedBy],
    [RECORD_AT, request.recordUrl],
    [NEXT, NEXT_STEP[state]?.[language] ?? null],
  ]
  const lines = told.flatMap(([name, value]) => (value === null ? [] : [`  ${name[language]}: ${value}`]))
  return [lineOf(request, call), ...lines, ...(erasure ? erasureLines(call, personId ?? '', erasure) : [])]
}

const WRONG_KIND: Told = {
  vi: `Loại yêu cầu là ${REQUEST_KINDS.join(', ').toLowerCase()}.`,
  en: `A request is ${REQUEST_KINDS.join(', ').toLowerCase()}.`,
}
const NO_REQUEST: Told = { vi: 'Không có yêu cầu mang số này.', en: 'There is no request with this number.' }
const SEE_ALL: Told = {
  vi: 'Xem cả yêu cầu đã kết thúc bằng --all.',
  en: '--all lists requests that were closed too.',
}
const NO_RECORD: Told = {
  vi: 'Yêu cầu này không nêu người nào trong sổ nên không có dữ liệu.',
  en: 'This request is about nobody of the register: there is no record.',
}
const OTHER_KIND: Told = { vi: 'Yêu cầu này thuộc loại khác', en: 'This request is of another kind' }
const BY: Told = { vi: 'hạn', en: 'by' }
const OVERDUE: Told = { vi: 'quá hạn', en: 'overdue' }
const DAYS: Told = { vi: 'ngày', en: 'days' }
const RECEIVED: Told = { vi: 'Ngày nhận', en: 'Received' }
const DUE: Told = { vi: 'Hạn trả lời', en: 'To be answered by' }
const ASKER: Told = { vi: 'Người yêu cầu', en: 'Asked by' }
const PERSON: Told = { vi: 'Người được nêu', en: 'About' }
const NOBODY: Told = { vi: 'không có trong sổ', en: 'nobody of the register' }
const ASKED: Told = { vi: 'Nội dung', en: 'Asked' }
const CONTACT: Told = { vi: 'Trả lời qua', en: 'To be reached' }
const EXTENDED: Told = { vi: 'Đã gia hạn', en: 'Extended' }
const DECIDED: Told = { vi: 'Giải quyết', en: 'Decided' }
const LATE: Told = { vi: 'Trễ hạn', en: 'Later than' }
const GROUND: Told = { vi: 'Căn cứ từ chối', en: 'Refused by' }
const DONE: Told = { vi: 'Đã làm', en: 'Done' }
const CORRECTED: Told = { vi: 'Chỉnh sửa bằng lượt nhập', en: 'Corrected by batch' }
const RECORD_AT: Told = { vi: 'Dữ liệu tải tại', en: 'Record at' }
const NEXT: Told = { vi: 'Còn phải làm', en: 'Left to do' }
const NEXT_STEP: Readonly<Record<string, Told>> = {
  RECEIVED: { vi: 'báo cho người yêu cầu là đã nhận', en: 'tell whoever asked that it came' },
  ACKNOWLEDGED: { vi: 'thực hiện hoặc từ chối', en: 'carry it out or refuse it' },
  CARRIED_OUT: { vi: 'trả lời người yêu cầu, rồi kết thúc', en: 'tell whoever asked, then close it' },
  REFUSED: { vi: 'trả lời người yêu cầu, rồi kết thúc', en: 'tell whoever asked, then close it' },
}
