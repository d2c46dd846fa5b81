import { join } from 'node:path'
import { ADMINISTRATOR } from '../../access/actor.ts'
import { audit } from '../../access/audit.store.ts'
import { decodeNodeId } from '../../kernel/node-id.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { personRecord, personsNamed } from '../../privacy/person-record.store.ts'
import { loadConfig } from '../config.ts'
import { openHubDatabase } from '../hub-database.ts'
import type { Kept } from '../privacy/kept.ts'
import { runErasure } from '../privacy/run-erasure.ts'
import { retentionOf, runPurge } from '../privacy/run-purge.ts'
import { erasureLines } from './erasure-lines.ts'
import { type Call, CommandFailed, EXIT, type ExitCode, show, type Told } from './terminal.ts'

/** Whom a command is about: somebody by number or id, or whoever a request is about. */
interface Asked {
  readonly who?: string | undefined
  readonly request?: string
  readonly reason?: string
}

/** `person export`: JSON in any case, for it is handed to whoever asked. */
export async function exportPerson(call: Call, { who, request }: Asked): Promise<ExitCode> {
  const number = requestOf(call, { who, request })
  if (number !== null) return (await import('./request-run.ts')).exportOfRequest(call, number)
  return withKept(async (kept) => {
    const personId = await onePerson(kept, call, String(who))
    const em = kept.database.em()
    const record = await personRecord(em, personId)
    await audit(em, ADMINISTRATOR, 'PERSON_EXPORTED', { personIds: [personId] })
    call.terminal.out(`${JSON.stringify(record, null, 2)}\n`)
    return EXIT.DONE
  })
}

/** `person erase`: 1 when nobody, or more than one, is known by what was given. */
export async function erasePerson(call: Call, { who, request, reason = '' }: Asked): Promise<ExitCode> {
  const number = requestOf(call, { who, request })
  if (number !== null) return (await import('./request-run.ts')).eraseOfRequest(call, number)
  if (reason.trim() === '') throw new CommandFailed(NO_REASON[call.language], EXIT.WRONG_USAGE)
  return withKept(async (kept) => {
    const personId = await onePerson(kept, call, String(who))
    const report = await runErasure(kept, ADMINISTRATOR, { personId, reason: reason.trim().slice(0, 500) }, new Date())
    const { persons, birthDaysKept, files, waiting } = report
    const told = { wasNamed: persons > 0, birthDayKept: birthDaysKept > 0, files, waiting }
    show(call, { personId, ...report }, erasureLines(call, String(personId), told))
    return EXIT.DONE
  })
}

/** The number of the request; null when a person is named. One of both. */
function requestOf({ language }: Call, { who, request }: Asked): string | null {
  if ((who === undefined) === (request === undefined)) throw new CommandFailed(ONE_OF_BOTH[language], EXIT.WRONG_USAGE)
  return request ?? null
}

/** `privacy purge`. */
export function purgeNow(call: Call, options: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const config = loadConfig()
  const now = momentOf(call, options.on)
  return withKept(async (kept) => {
    const report = await runPurge(kept, retentionOf(config), now, options.dryRun === true)
    const { on, files, abandoned, ...others } = report
    const counts = { files: files.length, ...others, abandoned: abandoned.length }
    const told = Object.entries(counts).map(([what, count]) => `${COUNTED[what]?.[call.language]}: ${count}`)
    show(call, { on, dryRun: options.dryRun === true, ...counts }, told)
    return EXIT.DONE
  })
}

/** The end of a day in Vietnam. One that is still to come would take away what may be kept today. */
function momentOf({ language }: Call, on: unknown): Date {
  const now = new Date()
  if (on === undefined) return now
  const day = parsePlainDate(String(on))
  if (day === null || new Date(`${day}T00:00:00+07:00`) > now)
    throw new CommandFailed(BAD_DAY[language], EXIT.WRONG_USAGE)
  const end = new Date(`${day}T23:59:59.999+07:00`)
  return end < now ? end : now
}

async function onePerson({ database }: Kept, { language }: Call, who: string): Promise<number> {
  const node = decodeNodeId(who)
  const asked = node?.type === 'Person' ? node.key : who
  const [personId, other] = await personsNamed(database.em(), asked)
  if (personId === undefined) throw new CommandFailed(NOBODY[language])
  if (other !== undefined) throw new CommandFailed(SEVERAL[language])
  return personId
}

async function withKept(work: (kept: Kept) => Promise<ExitCode>): Promise<ExitCode> {
  const config = loadConfig()
  const hub = await openHubDatabase(config, 'COMMAND')
  try {
    return await work({ database: hub.database, filesDirectory: join(config.dataDirectory, 'files') })
  } finally {
    await hub.close()
  }
}

const NOBODY: Told = {
  vi: 'Không có ai mang số này trong sổ.',
  en: 'Nobody in the register has this number.',
}
const SEVERAL: Told = {
  vi: 'Số này chỉ đến nhiều người; hãy dùng mã của người cần tìm.',
  en: 'This number leads to several persons; give the person’s id.',
}
const ONE_OF_BOTH: Told = {
  vi: 'Hãy ghi một người, hoặc số của một yêu cầu (--request).',
  en: 'Name a person, or the number of a request (--request).',
}
const NO_REASON: Told = { vi: 'Hãy ghi căn cứ của yêu cầu.', en: 'Say what the request rests on.' }
const BAD_DAY: Told = {
  vi: 'Hãy ghi một ngày không sau hôm nay, dạng NĂM-THÁNG-NGÀY.',
  en: 'Give a day that is not after today, as YYYY-MM-DD.',
}
const COUNTED: Readonly<Record<string, Told>> = {
  files: { vi: 'Tệp gốc', en: 'Files' },
  findings: { vi: 'Giá trị trong báo cáo lỗi', en: 'Values in reports' },
  persons: { vi: 'Người', en: 'Persons' },
  segments: { vi: 'Nhóm hộ mục tiêu hết thỏa thuận', en: 'Segments without an agreement' },
  auditEntries: { vi: 'Mục nhật ký', en: 'Audit entries' },
  requests: { vi: 'Yêu cầu của chủ thể dữ liệu', en: 'Requests of persons' },
  abandoned: { vi: 'Lượt nhập bỏ dở', en: 'Abandoned batches' },
}
