import type { RefusalTexts } from './account-refusal-texts.ts'

/** Why a campaign or a survey round cannot be as it was drafted; part of `REFUSAL_TEXTS`. */
export const PLAN_REFUSAL_TEXTS: RefusalTexts = {
  'days-in-wrong-order': {
    vi: 'Ngày kết thúc {until} phải sau ngày bắt đầu {from}.',
    en: 'The end {until} must come after the start {from}.',
  },
  'days-too-many': {
    vi: 'Từ {from} đến {until} dài hơn năm năm: hãy xem lại hai ngày.',
    en: 'From {from} until {until} is longer than five years: look at the two days again.',
  },
  'campaign-not-found': { vi: 'Không có đợt vận động này.', en: 'There is no such campaign.' },
  'campaign-name-missing': {
    vi: 'Đợt vận động cần có tên, không quá 200 ký tự.',
    en: 'A campaign needs a name of at most 200 characters.',
  },
  'team-name-missing': {
    vi: 'Mỗi tổ vận động cần có tên, không quá 200 ký tự.',
    en: 'Each team needs a name of at most 200 characters.',
  },
  'team-name-repeated': { vi: 'Hai tổ vận động cùng tên “{name}”.', en: 'Two teams are called “{name}”.' },
  'team-number-out-of-range': {
    vi: 'Tổ “{name}”: số thành viên phải từ 1 đến 1000, chỉ tiêu mỗi tuần từ 0 đến 1000.',
    en: 'Team “{name}”: members must be 1 to 1000, the weekly quota 0 to 1000.',
  },
  'team-names-too-many': {
    vi: 'Tổ “{name}” ghi nhiều tên hơn số thành viên: hãy bớt tên, hoặc mở xem người để thấy các tên đã ghi.',
    en: 'Team “{name}” names more people than it has members: take names away, or open persons to see those written down.',
  },
  'team-area-outside-campaign': {
    vi: 'Địa bàn {code} không thuộc địa bàn của đợt vận động vào ngày bắt đầu.',
    en: 'The area {code} does not lie in the campaign’s area on its first day.',
  },
  'team-areas-overlap': {
    vi: 'Địa bàn {code} và {other} chồng lên nhau: mỗi nơi chỉ giao cho một tổ.',
    en: 'The areas {code} and {other} overlap: a place is given to one team only.',
  },
  'team-unknown': {
    vi: 'Có mã tổ không thuộc đợt vận động này.',
    en: 'A team’s id is none of this campaign’s teams.',
  },
  'round-not-found': { vi: 'Không có đợt điều tra, rà soát này.', en: 'There is no such survey round.' },
  'round-exists': {
    vi: 'Địa bàn này đã có một đợt cùng loại của năm {year}.',
    en: 'The area already has a round of this kind of {year}.',
  },
  'round-year-out-of-range': { vi: 'Năm của đợt không thể là {found}.', en: 'A round cannot be of the year {found}.' },
  'round-due-before-start': {
    vi: 'Hạn {dueOn} trước ngày bắt đầu {from}.',
    en: 'It is due on {dueOn}, before it starts on {from}.',
  },
}
