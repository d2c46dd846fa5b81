import { type Call, CommandFailed, EXIT, type ExitCode, show, type Told } from './terminal.ts'
import { clockText } from './told-values.ts'
import { withHub } from './with-hub.ts'

const OPEN = `mutation Open($reason: String!, $minutes: Int) {
  openPersons(reason: $reason, minutes: $minutes) { id personsOpenUntil }
}`
const CLOSE = 'mutation Close { closePersons { id personsOpenUntil } }'

interface OpenedAnswer {
  readonly id: string
  readonly personsOpenUntil: string
}

/** `persons open`. */
export function openPersons(call: Call, { reason, minutes }: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const variables = { reason, ...(minutes !== undefined && { minutes: wholeNumber(minutes, call) }) }
  return withHub(call, async (hub) => {
    const { openPersons: opened } = await hub.ask<{ openPersons: OpenedAnswer }>(OPEN, variables)
    show(call, opened, [`${OPENED[call.language]} ${clockText(opened.personsOpenUntil, call.language)}`])
    return EXIT.DONE
  })
}

/** `persons close`. */
export function closePersons(call: Call): Promise<ExitCode> {
  return withHub(call, async (hub) => {
    const { closePersons: closed } = await hub.ask<{ closePersons: object }>(CLOSE)
    show(call, closed, [CLOSED[call.language]])
    return EXIT.DONE
  })
}

function wholeNumber(text: unknown, { language }: Call): number {
  if (/^\d{1,4}$/.test(String(text))) return Number(text)
  throw new CommandFailed(NO_MINUTES[language], EXIT.WRONG_USAGE)
}

const OPENED: Told = { vi: 'Đã mở xem người đến', en: 'Persons are open until' }
const CLOSED: Told = { vi: 'Đã đóng xem người.', en: 'Persons are closed.' }
const NO_MINUTES: Told = { vi: 'Số phút phải là một số nguyên.', en: 'The minutes must be a whole number.' }
