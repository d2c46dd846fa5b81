import type { AreaName } from '../../src/areas/area-name.ts'
import { addDays, isRealDay, type PlainDate, plainDate } from '../../src/kernel/plain-date.ts'
import { matchKey } from '../../src/kernel/vietnamese-text.ts'
import { checkBenefitLevel } from './benefit-levels.ts'
import { hasBrokenLetters } from './broken-letters.ts'
import { type CellReaders, type FieldReader, textAt } from './cell-readers.ts'
import { checkCodeAge, type KnownBirth } from './code-ages.ts'
import { birthReader } from './person-birth.ts'
import { checkBearer, numbersReader } from './person-numbers.ts'
import type { PersonValues } from './person-stage.ts'
import type { RowView } from './row-view.ts'
import { sexReader } from './sex-codes.ts'

/**
 * Reads who a row is about: name, birth, sex, numbers. `nameField` is the column with the person's own name; `isWord` knows
 * texts that stand in the column of card numbers and are none (“chưa có”).
 */
export function personReader(
  cells: CellReaders,
  nameField: string,
  isWord: (text: string) => boolean = () => false,
): (row: RowView) => PersonValues {
  const name = cells.column(nameField).index
  const births = birthReader(cells)
  const sexes = sexReader(cells)
  const numbers = numbersReader(cells, isWord)
  const nationalColumn = cells.column('national_id').index
  return (row) => {
    const fullName = name < 0 ? null : textAt(row, name)
    const birth = births(row)
    const sex = sexes(row) ?? birth?.sex ?? 0
    const found = numbers(row, { birth, sex })
    if (name >= 0 && (fullName === null || !/\p{L}/u.test(fullName))) row.report('name-missing', name, fullName)
    if (found.national_id) checkBearer(row, nationalColumn, found.national_id, { birth, sex })
    return {
      full_name: fullName,
      // A name whose letters a program broke names nobody; its row is rejected.
      name_key: fullName === null || hasBrokenLetters(fullName) ? null : matchKey(fullName),
      birth_date: birth?.date ?? null,
      birth_year: birth?.year ?? null,
      sex,
      ...found,
    }
  }
}

/** Reads where a row's person lives: commune by code or name, hamlet, residents' group, free address. */
export function placeReader(cells: CellReaders): (row: RowView) => PersonValues {
  const code = cells.areaCode('commune_code', [5])
  const address = cells.text('address')
  const places = {
    commune: cells.place('commune_name', ['COMMUNE']),
    hamlet: hamletReader(cells),
    group: groupReader(cells),
  }
  return (row) => {
    const [commune, hamlet, group] = [places.commune(row), places.hamlet(row), places.group(row)]
    return {
      address: address(row),
      commune_code: code(row),
      commune_name: commune?.name ?? null,
      commune_type: commune?.unitType ?? null,
      commune_key: commune?.key ?? null,
      commune_plain: commune?.plain ?? null,
      ...hamletValues(hamlet),
      group_name: group?.name ?? null,
      group_type: group?.unitType ?? null,
      group_key: group?.key ?? null,
      group_plain: group?.plain ?? null,
    }
  }
}

/** The staged columns of a hamlet. */
export function hamletValues(hamlet: AreaName | null): PersonValues {
  return {
    hamlet_name: hamlet?.name ?? null,
    hamlet_type: hamlet?.unitType ?? null,
    hamlet_key: hamlet?.key ?? null,
    hamlet_plain: hamlet?.plain ?? null,
  }
}

const HAMLET_HEADINGS: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(?:ấp|ap)(?!\p{L})/u, 'Ấp'],
  [/tổ dân phố|to dan pho|tdp/u, 'Tổ dân phố'],
  [/khu phố|khu pho/u, 'Khu phố'],
  [/(?<!\p{L})(?:thôn|thon)(?!\p{L})/u, 'Thôn'],
  [/(?<!\p{L})(?:bản|ban)(?!\p{L})/u, 'Bản'],
]

/** A bare `Trung` under the heading `Ấp` is Ấp Trung; under `Thôn/Ấp` nobody can say which. */
function hamletReader(cells: CellReaders): FieldReader<AreaName> {
  const place = cells.place('hamlet_name', ['HAMLET'])
  const { heading } = cells.column('hamlet_name')
  const types = HAMLET_HEADINGS.filter(([word]) => word.test(heading)).map(([, type]) => type)
  return withType(place, types.length === 1 ? types[0] : undefined)
}

function groupReader(cells: CellReaders): FieldReader<AreaName> {
  const place = cells.place('group_name', ['RESIDENT_GROUP'])
  return withType(
    place,
    /tổ nhân dân|tổ nd|to nhan dan|to nd/u.test(cells.column('group_name').heading) ? 'Tổ nhân dân' : 'Tổ',
  )
}

function withType(place: FieldReader<AreaName>, unitType: string | undefined): FieldReader<AreaName> {
  if (unitType === undefined) return place
  return (row) => {
    const found = place(row)
    return found === null || found.unitType !== '' ? found : { ...found, unitType }
  }
}

/** Months that anybody can have paid ahead; more is a slip of the keyboard. */
const LONGEST_PERIOD = 120

/** A card's staged values, and the months that it was paid for. */
type CardValues = PersonValues & { readonly months: number | null }

/** Reads the card itself: who pays, its days (half-open) and its clinic. */
export function cardReader(cells: CellReaders): (row: RowView, who: PersonValues) => CardValues {
  const code = participantReader(cells)
  const [from, until] = [cells.firstDay('valid_from'), cells.dayAfter('valid_until')]
  const fromMonth = cells.firstDay('from_month')
  const months = monthsReader(cells)
  const clinic = clinicReader(cells)
  const columns = {
    from: cells.column('valid_from').index,
    card: cells.column('card_number').index,
  }
  return (row, who) => {
    const cardNumber = typeof who.card_number === 'string' ? who.card_number : null
    const validFrom = from(row) ?? fromMonth(row)
    const period = months(row)
    const validUntil = until(row) ?? (validFrom !== null && period !== null ? monthsLater(validFrom, period) : null)
    if (validFrom !== null && validUntil !== null && validUntil <= validFrom) {
      row.report('period-reversed', columns.from, null, { from: validFrom, until: addDays(validUntil, -1) })
    }
    const participant = code(row) ?? cardNumber?.slice(0, 2) ?? null
    const days = { from: validFrom, until: validUntil }
    if (cardNumber !== null) checkBenefitLevel(row, columns.card, cardNumber, days)
    if (participant !== null) checkCodeAge(row, participant, birthOf(who), days)
    return {
      participant_code: participant,
      valid_from: validFrom,
      valid_until: validUntil,
      clinic_code: clinic(row),
      months: period,
    }
  }
}

function birthOf({ birth_date, birth_year }: PersonValues): KnownBirth {
  return {
    date: typeof birth_date === 'string' ? (birth_date as PlainDate) : null,
    year: typeof birth_year === 'number' ? birth_year : null,
  }
}

function monthsReader(cells: CellReaders): FieldReader<number> {
  const months = cells.count('months')
  const { index } = cells.column('months')
  return (row) => {
    const period = months(row)
    if (period === null || period <= LONGEST_PERIOD) return period
    row.report('months-out-of-range', index, String(period), { limit: LONGEST_PERIOD })
    return null
  }
}

/** The same day some months later, or the last day of a month that is shorter. */
function monthsLater(from: PlainDate, months: number): PlainDate {
  const month = Number(from.slice(5, 7)) - 1 + months
  const [year, inYear] = [Number(from.slice(0, 4)) + Math.floor(month / 12), (month % 12) + 1]
  const day = [Number(from.slice(8)), 30, 29, 28].find((candidate) => isRealDay(year, inYear, candidate)) ?? 28
  return plainDate(year, inYear, day)
}

function participantReader(cells: CellReaders): FieldReader<string> {
  const { index } = cells.column('participant_code')
  if (index < 0) return () => null
  return (row) => {
    const text = textAt(row, index)
    if (text === null) return null
    const code = /^([A-Za-z]{2})(?:[1-5])?(?![\p{L}\d])/u.exec(text)?.[1]
    if (code === undefined) row.report('participant-code-not-readable', index, text)
    return code?.toUpperCase() ?? null
  }
}

/**
 * `24-002`, `24002` or `24002 - TTYT huyện Yên Thế`; in some tools the three digits without the province. Zeros that a
 * number cell lost come back with a warning; another text is kept as it is.
 */
function clinicReader(cells: CellReaders): FieldReader<string> {
  const { index } = cells.column('clinic_code')
  if (index < 0) return () => null
  const province = cells.areaCode('clinic_province', [2])
  return (row) => {
    const [ofProvince, code] = [province(row), clinicAt(row, index)]
    return code?.length === 3 && ofProvince !== null ? `${ofProvince}${code}` : code
  }
}

function clinicAt(row: RowView, index: number): string | null {
  const text =
    textAt(row, index)
      ?.replace(/^['’]+/, '')
      .replace(/^(\d+)[.,]0$/, '$1') ?? null
  // A look-up that found nothing leaves a 0.
  if (text === null || text === '0') return null
  const match = /^(\d{2})[-.\s]?(\d{3})(?!\d)/.exec(text)
  if (match) return `${match[1]}${match[2]}`
  if (!/^\d{1,4}$/.test(text) || text.length === 3) return text
  row.report('leading-zero-restored', index, text)
  return text.padStart(text.length === 4 ? 5 : 3, '0')
}
