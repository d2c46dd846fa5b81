import { join } from 'node:path'
import { ADMINISTRATOR } from '../../access/actor.ts'
import { audit } from '../../access/audit.store.ts'
import { decodeNodeId } from '../../kernel/node-id.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { personRecord, personsNamed } from '../../privacy/person-record.store.ts'
import { loadConfig } from '../config.ts'
import { openHubDatabase } from '../hub-database.ts'
import { type Kept, retentionOf, runErasure, runPurge } from '../privacy/run-purge.ts'
import { type Call, CommandFailed, EXIT, type ExitCode, show, type Told } from './terminal.ts'

/** `person export`: JSON in any case, for it is handed to whoever asked. */
export function exportPerson(call: Call, who: string): Promise<ExitCode> {
  return withKept(async (kept) => {
    const personId = await onePerson(kept, call, who)
    const em = kept.database.em()
    const record = await personRecord(em, personId)
    await audit(em, ADMINISTRATOR, 'PERSON_EXPORTED', { personIds: [personId] })
    call.terminal.out(`${JSON.stringify(record, null, 2)}\n`)
    return EXIT.DONE
  })
}

/** `person erase`: 1 when nobody, or more than one, is known by what was given. */
export function erasePerson(call: Call, who: string, reason: string): Promise<ExitCode> {
  return withKept(async (kept) => {
    if (reason.trim() === '') throw new CommandFailed(NO_REASON[call.language], EXIT.WRONG_USAGE)
    const personId = await onePerson(kept, call, who)
    const report = await runErasure(kept, ADMINISTRATOR, { personId, reason: reason.trim().slice(0, 500) }, new Date())
    const lines = report.persons === 0 ? [ALREADY[call.language]] : [`${ERASED[call.language]}: ${personId}`]
    if (report.birthDaysKept > 0) lines.push(BIRTH_KEPT[call.language])
    if (report.files > 0) lines.push(`${FILES[call.language]}: ${report.files}`)
    if (report.waiting.length > 0) lines.push(`${WAITING[call.language]}: ${report.waiting.join(', ')}`)
    show(call, { personId, ...report }, lines)
    return EXIT.DONE
  })
}

/** `privacy purge`. */
export function purgeNow(call: Call, options: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const config = loadConfig()
  const now = momentOf(call, options.on)
  return withKept(async (kept) => {
    const report = await runPurge(kept, retentionOf(config), now, options.dryRun === true)
    const { on, files, abandoned, findings, persons, segments, auditEntries } = report
    const counts = { files: files.length, findings, persons, segments, auditEntries, abandoned: abandoned.length }
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
const NO_REASON: Told = { vi: 'Hãy ghi căn cứ của yêu cầu.', en: 'Say what the request rests on.' }
const BAD_DAY: Told = {
  vi: 'Hãy ghi một ngày không sau hôm nay, dạng NĂM-THÁNG-NGÀY.',
  en: 'Give a day that is not after today, as YYYY-MM-DD.',
}
const ERASED: Told = { vi: 'Đã xóa dữ liệu của', en: 'Erased' }
const ALREADY: Told = {
  vi: 'Dữ liệu của người này đã được xóa từ trước.',
  en: 'This person’s data were erased before.',
}
const BIRTH_KEPT: Told = {
  vi: 'Ngày sinh được giữ vì một số liệu theo nhóm tuổi dựa vào đó.',
  en: 'The birth day stays: a figure by age rests on it.',
}
const FILES: Told = { vi: 'Tệp đã gỡ khỏi máy chủ', en: 'Files removed from the hub' }
const WAITING: Told = {
  vi: 'Lượt nhập chưa ghi còn nêu người này; hãy ghi nhận hoặc bỏ',
  en: 'Batches not yet written name the person; commit or discard them',
}
const COUNTED: Readonly<Record<string, Told>> = {
  files: { vi: 'Tệp gốc', en: 'Files' },
  findings: { vi: 'Giá trị trong báo cáo lỗi', en: 'Values in reports' },
  persons: { vi: 'Người', en: 'Persons' },
  segments: { vi: 'Phân đoạn hết thỏa thuận', en: 'Segments without an agreement' },
  auditEntries: { vi: 'Mục nhật ký', en: 'Audit entries' },
  abandoned: { vi: 'Lượt nhập bỏ dở', en: 'Abandoned batches' },
}
