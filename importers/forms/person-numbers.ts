import {
  bearerOf,
  isCardNumber,
  isTenDigits,
  masked,
  readCardNumber,
  readNationalId,
  readSocialInsuranceNumber,
  withTwoZeros,
} from '../../src/kernel/identity-number.ts'
import type { CellReaders, FieldReader } from './cell-readers.ts'
import { cellText } from './cell-values.ts'
import type { Birth } from './person-birth.ts'
import type { RowView } from './row-view.ts'
import type { SexNumber } from './sex-codes.ts'

interface Numbers {
  readonly national_id: string | null
  readonly social_insurance_number: string | null
  readonly card_number: string | null
}

/**
 * The three numbers of a person. Columns of cards also hold bare mã số BHXH (the face of a card shows no more since 2021),
 * columns of mã số BHXH also hold card numbers: each is told by its form and goes where it belongs.
 */
export function numbersReader(
  cells: CellReaders,
  isWord: (text: string) => boolean,
): (row: RowView, known: KnownBearer) => Numbers {
  const national = nationalReader(cells)
  const insurance = cells.identity('social_insurance_number', readSocialInsuranceNumber)
  const card = cells.identity('card_number', (cell) =>
    typeof cell === 'string' && isWord(cell) ? { kind: 'empty' } : readCardNumber(cell),
  )
  const insuranceColumn = cells.column('social_insurance_number').index
  const cardColumn = cells.column('card_number').index
  const insuranceInCardColumn = moved(cardColumn, isTenDigits, readSocialInsuranceNumber)
  const cardInInsuranceColumn = moved(insuranceColumn, isCardNumber, readCardNumber)
  return (row, known) => {
    const strayInsurance = insuranceInCardColumn(row)
    const strayCard = cardInInsuranceColumn(row)
    return {
      national_id: shortenedId(row, cells.column('national_id').index, known) ?? national(row),
      social_insurance_number: (strayCard === null ? insurance(row) : null) ?? strayInsurance,
      card_number: (strayInsurance === null ? card(row) : null) ?? strayCard,
    }
  }
}

/** What the row itself says of birth and sex. */
export interface KnownBearer {
  readonly birth: Birth | null
  readonly sex: SexNumber
}

/** A national id that lost two zeros, where its bearer proves it. */
function shortenedId(row: RowView, column: number, { birth, sex }: KnownBearer): string | null {
  const cell = row.cell(column)
  const birthYear = birth?.year ?? null
  if ((typeof cell !== 'string' && typeof cell !== 'number') || birthYear === null || sex === 0) return null
  const id = withTwoZeros(cell, { birthYear, sex: sex === 1 ? 'FEMALE' : 'MALE' })
  if (id !== null) row.report('leading-zero-restored', column, masked(cellText(cell)))
  return id
}

/** CMND and CCCD stand in two columns of many a list: of the two the one of 12 digits is the person's for life. */
function nationalReader(cells: CellReaders): FieldReader<string> {
  const first = cells.identity('national_id', readNationalId)
  if (!cells.has('national_id_again')) return first
  const second = cells.identity('national_id_again', readNationalId)
  const column = cells.column('national_id_again').index
  return (row) => {
    const [one, other] = [first(row), second(row)]
    if (one === null || other === null) return one ?? other
    if (one.length === other.length && one !== other) row.report('national-id-twice', column, masked(other))
    return other.length > one.length ? other : one
  }
}

type Identity = typeof readCardNumber

function moved(column: number, fits: (cell: string | number) => boolean, read: Identity): FieldReader<string> {
  return (row) => {
    const cell = row.cell(column)
    if ((typeof cell !== 'string' && typeof cell !== 'number') || !fits(cell)) return null
    const reading = read(cell)
    return reading.kind === 'identity' ? reading.value : null
  }
}

/** The 12 digits carry sex and year of birth (NĐ 137/2015/NĐ-CP Điều 13); a contradiction is said, the row goes in. */
export function checkBearer(row: RowView, column: number, id: string, known: KnownBearer): void {
  const bearer = bearerOf(id)
  if (bearer === null) return
  const year = known.birth?.year ?? null
  if (year !== null && year !== bearer.birthYear) {
    row.report('national-id-contradicts-birth-year', column, masked(id), { expected: bearer.birthYear, stated: year })
  }
  const sex = bearer.sex === 'FEMALE' ? 1 : 2
  if (known.sex !== 0 && known.sex !== sex) row.report('national-id-contradicts-sex', column, masked(id))
}
