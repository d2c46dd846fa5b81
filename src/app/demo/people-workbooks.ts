import type { CellContent, RowContent, SheetContent } from '../../exports/workbook-writer.ts'
import type { HouseholdClass } from '../../households/household-class.ts'
import { formatVietnamese, type PlainDate } from '../../kernel/plain-date.ts'
import type { MadeUpCard } from './generate-cards.ts'
import type { MadeUpHousehold, MadeUpPerson } from './generate-people.ts'
import { asOfText, letterhead, line, numbering, signature } from './sheet-lines.ts'

/** The commune that a sheet of people is about, as its title lines name it. */
export interface CommuneTitle {
  readonly code: string
  /** `xã Xuân Hưng` */
  readonly name: string
  readonly district: string
  readonly province: string
}

/** As the yearly review names the classes; a household of no class has an empty cell. */
const CLASS_TEXT: Record<HouseholdClass, string | null> = {
  POOR: 'Hộ nghèo',
  NEAR_POOR: 'Hộ cận nghèo',
  MIDDLE_INCOME_FARMING: 'Hộ nông, lâm, ngư nghiệp có mức sống trung bình',
  OTHER: null,
}

/** The commune's household survey: one row a person, households one below another, the head of each first. */
export function surveySheet(
  commune: CommuneTitle,
  households: readonly MadeUpHousehold[],
  cards: readonly MadeUpCard[],
  asOf: PlainDate,
): SheetContent {
  const title = place(commune)
  return {
    name: 'Dieu tra',
    widths: [7, 9, 28, 12, 14, 10, 16, 14, 10, 12, 26, 10, 14],
    head: [
      ...letterhead(`UBND ${commune.name.toUpperCase()}`, `UBND ${commune.district.toUpperCase()}`, 12),
      line('title', null, null, 'DANH SÁCH ĐIỀU TRA HỘ GIA ĐÌNH THAM GIA BẢO HIỂM Y TẾ'),
      line('title', null, null, `${title}, ${asOfText(asOf)}`),
      line(
        'heading',
        'STT',
        'Mã hộ',
        'Họ và tên',
        'Quan hệ với chủ hộ',
        'Ngày sinh',
        'Giới tính',
        'Số CCCD/CMND',
        'Mã số BHXH',
        'Ấp',
        'Tổ nhân dân',
        'Diện hộ',
        'Thẻ BHYT',
        null,
      ),
      line('heading', null, null, null, null, null, null, null, null, null, null, null, 'Có thẻ', 'Hạn sử dụng'),
      numbering(3, 13),
    ],
    headMerges: [...'ABCDEFGHIJK'].map((letter) => `${letter}6:${letter}7`).concat('L6:M6'),
    body: surveyRows(households, cards, asOf),
  }
}

function* surveyRows(
  households: readonly MadeUpHousehold[],
  cards: readonly MadeUpCard[],
  asOf: PlainDate,
): Generator<RowContent> {
  const held = new Map<number, PlainDate>()
  for (const card of cards)
    if (card.validFrom <= asOf && asOf <= card.lastDay) held.set(card.holder.number, card.lastDay)
  let number = 0
  for (const household of households) {
    for (const member of household.members) {
      number += 1
      yield line('plain', ...surveyCells(number, household, member, held.get(member.number) ?? null))
    }
  }
  yield line('total', null, null, `Tổng cộng: ${households.length} hộ, ${number} nhân khẩu`)
  yield* signature('Xuân Hưng', asOf, ['CÁN BỘ ĐIỀU TRA', 'TM. ỦY BAN NHÂN DÂN'], 12)
}

function surveyCells(
  number: number,
  household: MadeUpHousehold,
  member: MadeUpPerson,
  cardUntil: PlainDate | null,
): readonly CellContent[] {
  return [
    number,
    String(household.number).padStart(5, '0'),
    member.fullName,
    member.relation,
    birthText(member),
    member.sex === 'MALE' ? 'Nam' : 'Nữ',
    member.nationalId,
    member.socialInsuranceNumber,
    household.hamlet,
    household.group,
    CLASS_TEXT[household.householdClass],
    cardUntil === null ? null : 'x',
    cardUntil === null ? null : { day: cardUntil },
  ]
}

/** The social-insurance office's roll of cards for one commune: one row a card, upper-case names, days as real dates. */
export function cardRollSheet(commune: CommuneTitle, cards: readonly MadeUpCard[], asOf: PlainDate): SheetContent {
  return {
    name: 'DSTG',
    widths: [7, 14, 30, 14, 10, 18, 12, 12, 14, 36],
    head: [
      line('title', `BẢO HIỂM XÃ HỘI ${commune.district.toUpperCase()}`),
      line('title', null, null, 'DANH SÁCH NGƯỜI THAM GIA BẢO HIỂM Y TẾ'),
      line('title', null, null, `${place(commune)}, ${asOfText(asOf)}`),
      line(
        'heading',
        'STT',
        'Mã số BHXH',
        'Họ và tên',
        'Ngày sinh',
        'Giới tính',
        'Số thẻ BHYT',
        'Giá trị sử dụng',
        null,
        'Mã cơ sở KCB ban đầu',
        'Địa chỉ',
      ),
      line('heading', null, null, null, null, null, null, 'Từ ngày', 'Đến ngày', null, null),
      numbering(3, 10),
    ],
    headMerges: [...'ABCDEFIJ'].map((letter) => `${letter}4:${letter}5`).concat('G4:H4'),
    body: cardRows(commune, cards),
  }
}

function* cardRows(commune: CommuneTitle, cards: readonly MadeUpCard[]): Generator<RowContent> {
  for (const [index, card] of cards.entries()) {
    const { holder, household } = card
    yield line(
      'plain',
      index + 1,
      holder.socialInsuranceNumber,
      holder.fullName.toUpperCase(),
      birthText(holder),
      holder.sex === 'MALE' ? 'Nam' : 'Nữ',
      card.cardNumber,
      { day: card.validFrom },
      { day: card.lastDay },
      card.clinicCode,
      `${household.group}, ${household.hamlet}, ${commune.name}`,
    )
  }
  yield line('total', null, null, `Tổng cộng: ${cards.length} thẻ`)
}

/** As people write it: `5/3/1962`, or only `1938`. */
function birthText(person: MadeUpPerson): string {
  return person.yearOnly ? person.birthDate.slice(0, 4) : formatVietnamese(person.birthDate)
}

function place(commune: CommuneTitle): string {
  return `${commune.name}, ${commune.district}, ${commune.province}`
}
