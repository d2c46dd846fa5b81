import type { RefusalTexts } from './account-refusal-texts.ts'

/** Why a door says no about a segment; part of `REFUSAL_TEXTS`. */
export const SEGMENT_REFUSALS: RefusalTexts = {
  'segment-name-not-usable': {
    vi: 'Tên “{found}” không dùng được: chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, không quá 63 ký tự.',
    en: 'The name “{found}” cannot be used: small letters, digits and hyphens, at most 63.',
  },
  'segment-name-taken': {
    vi: 'Đã có nhóm hộ mục tiêu tên “{found}”.',
    en: 'There is a segment called “{found}” already.',
  },
  'segment-partner-missing': {
    vi: 'Hãy ghi nhóm hộ mục tiêu dành cho đối tác nào.',
    en: 'Say which partner it is for.',
  },
  'segment-purpose-missing': { vi: 'Hãy ghi nhóm hộ mục tiêu dùng để làm gì.', en: 'Say what the segment is for.' },
  'segment-purpose-not-possible': {
    vi: 'Không ai đọc nhóm hộ mục tiêu cho mục đích “{purpose}”. Hãy chọn một trong: {others}.',
    en: 'Nobody reads segments for “{purpose}”. Choose one of: {others}.',
  },
  'segment-purpose-stays': {
    vi: 'Nhóm hộ mục tiêu “{found}” được lập cho mục đích “{purpose}” và không đổi mục đích: hãy lập nhóm hộ mục tiêu khác theo thỏa thuận khác.',
    en: 'The segment “{found}” is for “{purpose}”, and that stays: make another segment, under another agreement.',
  },
  'segment-of-another-purpose': {
    vi: 'Nhóm hộ mục tiêu “{found}” được lập cho mục đích “{purpose}”: hãy cấp khóa cho chính mục đích đó.',
    en: 'The segment “{found}” is for “{purpose}”: issue the key for that purpose.',
  },
  'segment-agreement-missing': {
    vi: 'Hãy ghi thỏa thuận bằng văn bản với đối tác: số và ngày.',
    en: 'Name the written agreement with the partner: its number and day.',
  },
  'segment-until-passed': {
    vi: 'Thỏa thuận phải còn ít nhất một ngày: {until} đã qua.',
    en: 'The agreement must hold for a day at least: {until} has passed.',
  },
  'segment-fields-missing': { vi: 'Hãy nêu ít nhất một trường được đọc.', en: 'Name a field that may be read.' },
  'segment-area-missing': {
    vi: 'Hãy ghi mã địa bàn của nhóm hộ mục tiêu.',
    en: 'Name the area that is selected from.',
  },
  'segment-size-not-possible': {
    vi: 'Không có hộ nào có số người như vậy: hãy xem lại minSize và maxSize.',
    en: 'No household has such a size: look at minSize and maxSize.',
  },
  'segment-days-out-of-range': {
    vi: 'Số ngày phải từ 1 đến {limit}, không phải {found}.',
    en: 'The days must be 1 to {limit}, not {found}.',
  },
  'segment-not-found': { vi: 'Không có nhóm hộ mục tiêu “{found}”.', en: 'There is no segment “{found}”.' },
  'segment-ended': { vi: 'Nhóm hộ mục tiêu “{found}” đã chấm dứt.', en: 'The segment “{found}” has ended.' },
  'segment-expired': {
    vi: 'Thỏa thuận về nhóm hộ mục tiêu “{found}” đã hết hạn ngày {day}.',
    en: 'The agreement on the segment “{found}” ran out on {day}.',
  },
  'segment-wider-than-maker': {
    vi: 'Nhóm hộ mục tiêu vượt ra ngoài địa bàn của người lập.',
    en: 'The segment reaches beyond the areas of its maker.',
  },
  'segment-wider-than-key': {
    vi: 'Nhóm hộ mục tiêu “{found}” rộng hơn địa bàn của khóa.',
    en: 'The segment “{found}” is wider than the areas of the key.',
  },
  'segment-key-not-partner': {
    vi: 'Chỉ khóa của đối tác mới gắn với nhóm hộ mục tiêu.',
    en: 'Only a partner’s key is given segments.',
  },
  'segment-partners-differ': {
    vi: 'Các nhóm hộ mục tiêu thuộc nhiều đối tác: mỗi khóa chỉ của một đối tác.',
    en: 'The segments are of several partners: a key is of one.',
  },
  'segment-too-small': {
    vi: 'Nhóm hộ mục tiêu “{found}” không nêu tên ai mà lại có quá ít hộ giống nhau nên chưa được đọc.',
    en: 'The segment “{found}” names nobody and has too few households alike: it is not told.',
  },
  'segment-cells-too-small': {
    vi: 'Nhóm hộ mục tiêu không nêu tên ai thì mỗi địa bàn, diện và cỡ hộ phải có ít nhất {limit} hộ: hãy chọn địa bàn rộng hơn hoặc bỏ bớt trường.',
    en: 'A segment that names nobody needs {limit} households of each area, class and size: take a wider area or fewer fields.',
  },
  'segment-too-near': {
    vi: 'Nhóm hộ mục tiêu chỉ khác “{found}” của cùng đối tác dưới {limit} hộ: ai thuộc phần khác nhau sẽ bị lộ.',
    en: 'It differs from the same partner’s “{found}” by fewer than {limit} households: who they are would be known.',
  },
  'segment-field-not-given': {
    vi: 'Nhóm hộ mục tiêu không cho đọc {found}.',
    en: 'The segment does not give {found}.',
  },
  'segment-other-day': {
    vi: 'Nhóm hộ mục tiêu được hỏi cho ngày {day}, không phải {found}.',
    en: 'The segment was asked for {day}, not for {found}.',
  },
  'segment-changed-meanwhile': {
    vi: 'Định nghĩa của nhóm hộ mục tiêu “{found}” đã đổi: hãy đọc lại từ trang đầu.',
    en: 'The definition of “{found}” is another now: begin again with the first page.',
  },
  'cursor-too-old': {
    vi: 'Các thay đổi sau con trỏ này không còn được giữ: hãy đọc lại toàn bộ nhóm hộ mục tiêu.',
    en: 'Changes after this cursor are no longer kept: walk through the segment again.',
  },
}
