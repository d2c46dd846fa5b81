import { addDays, parsePlainDate } from '../../kernel/plain-date.ts'
import {
  type Affected,
  type AffectedPerson,
  affectedPersons,
  type Touch,
  type TouchedFields,
} from '../../privacy/affected-persons.store.ts'
import { loadConfig } from '../config.ts'
import { openHubDatabase } from '../hub-database.ts'
import { type Call, CommandFailed, EXIT, type ExitCode, show, type Told } from './terminal.ts'
import { momentText } from './told-values.ts'

/** `audit affected`: what was touched and how many persons, then each of them by id, to be looked up with `person export`. */
export async function tellAffected(call: Call, options: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const from = momentOf(call, options.from, 0)
  const until = options.to === undefined ? new Date() : momentOf(call, options.to, 1)
  if (from >= until) throw new CommandFailed(BAD_MOMENT[call.language], EXIT.WRONG_USAGE)
  const accounts = Array.isArray(options.principal) ? options.principal.map(String) : null
  const hub = await openHubDatabase(loadConfig(), 'COMMAND')
  try {
    const found = await hub.database
      .em()
      .transactional((em) => affectedPersons(em, { from, until, accounts }), { isolationLevel: 'repeatable read' })
    show(call, { from, until, accounts, ...found }, linesOf(call, found))
    if (found.logBegins === null || found.logBegins > from) call.terminal.talk(LOG_BEGINS[call.language])
    return EXIT.DONE
  } finally {
    await hub.close()
  }
}

/** A moment with its zone; of a day its beginning in Vietnam, or that of the day `ahead`. */
function momentOf({ language }: Call, said: unknown, ahead: number): Date {
  const text = String(said)
  const day = parsePlainDate(text)
  if (day !== null) return new Date(`${addDays(day, ahead)}T00:00:00+07:00`)
  const moment = new Date(text)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(moment.getTime()))
    throw new CommandFailed(BAD_MOMENT[language], EXIT.WRONG_USAGE)
  return moment
}

function linesOf({ language }: Call, { entries, persons, touched, untraced }: Affected): string[] {
  const summary = `${persons.length} ${PERSONS[language]}, ${entries} ${ENTRIES[language]}`
  const without = untraced.length > 0 ? [`${UNTRACED[language]}: ${untraced.join(', ')}`] : []
  return [
    summary,
    ...touched.map((way) => `  ${wayLine(way, language)}`),
    ...without,
    ...persons.map((person) => personLine(person, language)),
  ]
}

function wayLine({ way, segment, persons, fields }: TouchedFields, language: Call['language']): string {
  const name = segment === null ? WAYS[way][language] : `${WAYS[way][language]} ${segment}`
  return [`${name}: ${persons}`, ...(fields.length > 0 ? [fields.join(', ')] : [])].join('  ')
}

function personLine({ personId, ways, first, last }: AffectedPerson, language: Call['language']): string {
  const days = [first, last].map((moment) => momentText(moment.toISOString(), language))
  return [personId, ways.map((way) => WAYS[way][language]).join(', '), [...new Set(days)].join('–')].join('  ')
}

const PERSONS: Told = { vi: 'người', en: 'persons' }
const ENTRIES: Told = { vi: 'mục nhật ký', en: 'entries of the log' }
const WAYS: Readonly<Record<Touch, Told>> = {
  PERSON: { vi: 'xem từng người', en: 'read by id' },
  HOUSEHOLD: { vi: 'có thể xem cùng hộ', en: 'may have been read with a household' },
  LIST: { vi: 'xem trong danh sách địa bàn', en: 'in a list of an area' },
  SEGMENT: { vi: 'đối tác lấy theo nhóm hộ mục tiêu', en: 'fetched in the segment' },
  REPORT: { vi: 'xem trong báo cáo của tệp', en: 'in the report on a file' },
  EXPORT: { vi: 'trích xuất toàn bộ', en: 'exported whole' },
  REQUEST: { vi: 'xem trong yêu cầu của chính họ', en: 'in what they asked about themselves' },
  CHANGED: { vi: 'bị thay đổi bởi tệp', en: 'changed by a file' },
  ERASED: { vi: 'bị xóa dữ liệu', en: 'erased' },
}
const UNTRACED: Told = {
  vi: 'Lượt nhập không ghi nhận, chỉ tệp còn cho biết có ai',
  en: 'Batches that were not committed: only the file tells who is in it',
}
const LOG_BEGINS: Told = {
  vi: 'Nhật ký chỉ còn từ sau thời điểm bắt đầu đã hỏi.',
  en: 'The log begins only after the moment asked from.',
}
const BAD_MOMENT: Told = {
  vi: 'Hãy ghi ngày dạng NĂM-THÁNG-NGÀY hoặc thời điểm có múi giờ (2026-11-22T08:30+07:00); --from trước --to.',
  en: 'Give a day as YYYY-MM-DD or a moment with its zone (2026-11-22T08:30+07:00); --from before --to.',
}
