import { addDays, daysBetween, type PlainDate, parsePlainDate } from '../../kernel/plain-date.ts'
import type { DeclaredDays } from '../../kernel/working-day.ts'
import { type Setting, wholeNumber } from '../setting.ts'

/** How long what is kept. The law asks for no longer than the purpose needs and names no days: these are ours. */
export const RETENTION_SETTINGS = {
  keepFilesDays: days(
    'BAOPHU_KEEP_FILES_DAYS',
    'Days for which the bytes of a file are kept once its batch is written, undone or put aside; a file that was checked and then left alone is put aside after as many.',
    90,
  ),
  keepFindingsDays: days(
    'BAOPHU_KEEP_FINDINGS_DAYS',
    'Days for which issues and rejected rows tell what the cells held; where and what is wrong stays.',
    30,
  ),
  keepPersonsDays: days(
    'BAOPHU_KEEP_PERSONS_DAYS',
    'Days for which it is kept who somebody was, after their last day at home and with a card; what they count as stays.',
    1826,
  ),
  keepAuditDays: days('BAOPHU_KEEP_AUDIT_DAYS', 'Days for which entries of the audit log are kept.', 730),
  keepRequestsDays: days(
    'BAOPHU_KEEP_REQUESTS_DAYS',
    'Days for which it is kept what somebody asked about their own data, after it was carried out or refused.',
    730,
  ),
  declaredDays: {
    variable: 'BAOPHU_DAYS_OFF',
    meaning:
      'Days on which offices rest besides weekends, 1 January, 30 April, 1 May and 2 September, as they are declared each year, and ' +
      'with a + days off that are worked instead: what requests about personal data are timed by. Without them requests are due earlier, hardly ever later.',
    fallback: '',
    expected: 'days and spans such as 2026-02-16..2026-02-20 2026-04-27 +2026-08-22',
    read: readDeclaredDays,
  } satisfies Setting<DeclaredDays>,
}

function days(variable: string, meaning: string, fallback: number): Setting<number> {
  return {
    variable,
    meaning: `${meaning} 0 keeps them for good.`,
    fallback: String(fallback),
    expected: 'a whole number of days, 0 to 36500',
    read: wholeNumber(0, 36_500),
  }
}

/** Longest span of days off that is taken for meant: Tết with what is moved to it. */
const LONGEST_SPAN = 20

/** Reads days, and spans of them with two points between; a + stands before what is worked. */
function readDeclaredDays(text: string): DeclaredDays | undefined {
  const [rested, worked] = [new Set<PlainDate>(), new Set<PlainDate>()]
  for (const word of text.split(/[\s,]+/)) {
    const span = spanOf(word.replace(/^\+/, ''))
    if (span === null) return undefined
    for (const day of span) (word.startsWith('+') ? worked : rested).add(day)
  }
  return [...worked].some((day) => rested.has(day)) ? undefined : { rested, worked }
}

function spanOf(text: string): PlainDate[] | null {
  const [from, until = from, ...more] = text.split('..').map(parsePlainDate)
  if (!from || !until || more.length > 0) return null
  const length = daysBetween(from, until)
  if (length < 0 || length >= LONGEST_SPAN) return null
  return Array.from({ length: length + 1 }, (_, place) => addDays(from, place))
}
