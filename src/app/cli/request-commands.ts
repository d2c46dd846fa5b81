import { type Command, Option } from 'commander'
import type { CommandLine } from './command-line.ts'
import type { Told } from './terminal.ts'

/** `person request record | list | show | acknowledge | extend | carry-out | refuse | close`: what persons ask about their data. */
export function addRequestCommands(line: CommandLine, person: Command): void {
  const { tell } = line
  const noun = line.noun(
    'request',
    { vi: 'sổ yêu cầu của chủ thể dữ liệu, với thời hạn', en: 'requests of persons, with their days' },
    person,
  )
  const record = line.command(
    noun,
    'record <kind> [who]',
    {
      vi: 'ghi một yêu cầu: view, correct, provide, restrict, object, withdraw, erase',
      en: 'write down a request: view, correct, provide, restrict, object, withdraw, erase',
    },
    async (call, [kind = '', who], options) =>
      (await import('./request-run.ts')).recordRequest(call, { kind, who }, options),
  )
  record.addOption(new Option('--reference <text>', tell(REFERENCE)).makeOptionMandatory())
  record.addOption(new Option('--asked <text>', tell(ASKED)))
  record.addOption(new Option('--contact <text>', tell(CONTACT)))
  record.addOption(new Option('--representative', tell(REPRESENTATIVE)))
  record.addOption(new Option('--through-processor', tell(THROUGH)))
  record.addOption(new Option('--received-on <day>', tell(RECEIVED)))
  const list = line.command(
    noun,
    'list',
    { vi: 'các yêu cầu chưa kết thúc, quá hạn trước', en: 'requests that are not closed, those overdue first' },
    async (call, _words, options) => (await import('./request-run.ts')).listRequests(call, options.all === true),
  )
  list.addOption(new Option('--all', tell(ALL)))
  line.command(
    noun,
    'show <number>',
    { vi: 'một yêu cầu, còn gì phải làm đến ngày nào', en: 'one request, and what is left until when' },
    async (call, [id = '']) => (await import('./request-run.ts')).showRequest(call, id),
  )
  addAnswers(line, noun)
}

/** What is done with a request, from acknowledging to closing. */
function addAnswers(line: CommandLine, noun: Command): void {
  const { tell } = line
  line.command(
    noun,
    'acknowledge <number>',
    { vi: 'đã báo cho người yêu cầu là đã nhận', en: 'whoever asked has been told that it came' },
    async (call, [id = '']) => (await import('./request-run.ts')).acknowledgeRequest(call, id),
  )
  const extend = line.command(
    noun,
    'extend <number>',
    { vi: 'gia hạn một lần, trước khi hết hạn', en: 'give it its one longer term, before the first is over' },
    async (call, [id = ''], options) => (await import('./request-run.ts')).extendRequest(call, id, options.reason),
  )
  extend.addOption(new Option('--reason <text>', tell(REASON)).makeOptionMandatory())
  const carryOut = line.command(
    noun,
    'carry-out <number>',
    { vi: 'thực hiện yêu cầu', en: 'carry it out' },
    async (call, [id = ''], options) => (await import('./request-run.ts')).carryOutRequest(call, id, options),
  )
  carryOut.addOption(new Option('--done <text>', tell(DONE)))
  carryOut.addOption(new Option('--batch <id>', tell(BATCH)))
  const refuse = line.command(
    noun,
    'refuse <number>',
    { vi: 'từ chối, với căn cứ pháp luật', en: 'refuse it, with its legal ground' },
    async (call, [id = ''], options) => (await import('./request-run.ts')).refuseRequest(call, id, options.ground),
  )
  refuse.addOption(new Option('--ground <article>', tell(GROUND)).makeOptionMandatory())
  line.command(
    noun,
    'close <number>',
    {
      vi: 'người yêu cầu đã có trả lời; bỏ cách liên lạc',
      en: 'whoever asked has the answer; forgets how to reach them',
    },
    async (call, [id = '']) => (await import('./request-run.ts')).closeRequest(call, id),
  )
}

const REFERENCE: Told = {
  vi: 'số công văn, đơn của cơ quan; không ghi tên hay số của ai',
  en: 'the office’s own number of the letter; nobody’s name or number',
}
const ASKED: Told = {
  vi: 'yêu cầu gì, không ghi tên hay số của ai',
  en: 'what is asked, in words; nobody’s name or number',
}
const CONTACT: Told = {
  vi: 'trả lời cho người yêu cầu bằng cách nào; bỏ đi khi kết thúc',
  en: 'how the answer reaches whoever asked; forgotten when it is closed',
}
const REPRESENTATIVE: Told = { vi: 'người đại diện yêu cầu', en: 'somebody asks who may speak for the person' }
const THROUGH: Told = {
  vi: 'bên xử lý hoặc bên thứ ba cũng phải làm (thời hạn dài hơn)',
  en: 'a processor or third party has to act too, which takes longer',
}
const RECEIVED: Told = {
  vi: 'ngày nhận (NĂM-THÁNG-NGÀY); để trống là hôm nay',
  en: 'the day it came (YYYY-MM-DD); left out, today',
}
const ALL: Told = { vi: 'cả yêu cầu đã kết thúc', en: 'closed ones too' }
const REASON: Told = { vi: 'lý do, cũng báo cho người yêu cầu', en: 'why; whoever asked is told as well' }
const DONE: Told = {
  vi: 'cơ quan đã làm gì, khi hệ thống không tự làm; không ghi tên hay số của ai',
  en: 'what the office did, where the hub does not; nobody’s name or number',
}
const BATCH: Told = {
  vi: 'lượt nhập của danh sách đã sửa (yêu cầu chỉnh sửa)',
  en: 'the batch with the corrected list (to correct)',
}
const GROUND: Told = {
  vi: 'điều luật, như “Điều 14 khoản 2, Điều 19 Luật 91/2025/QH15”',
  en: 'the article, such as “Article 14(2) with 19, Law 91/2025/QH15”',
}
