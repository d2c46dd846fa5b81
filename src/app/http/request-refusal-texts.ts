import type { RefusalTexts } from './account-refusal-texts.ts'

/** Why a request about personal data cannot be written down, or not be dealt with like that; part of `REFUSAL_TEXTS`. */
export const REQUEST_REFUSAL_TEXTS: RefusalTexts = {
  'request-not-found': { vi: 'Không có yêu cầu mang số này.', en: 'There is no request with this number.' },
  'request-day-to-come': {
    vi: 'Ngày nhận yêu cầu {day} chưa đến.',
    en: 'The day {day} on which the request came is still to come.',
  },
  'request-person-unknown': {
    vi: 'Không có ai mang số này trong sổ. Nếu đã tra đúng số, hãy ghi yêu cầu mà không nêu người.',
    en: 'Nobody in the register has this number. If it is the right one, record the request without a person.',
  },
  'request-person-several': {
    vi: 'Số này chỉ đến nhiều người; hãy dùng mã của người cần tìm.',
    en: 'This number leads to several persons; give the person’s id.',
  },
  'request-text-missing': { vi: 'Hãy ghi “{name}”.', en: 'Give “{name}”.' },
  'request-text-too-long': {
    vi: '“{name}” dài quá {most} ký tự.',
    en: '“{name}” is longer than {most} characters.',
  },
  'request-text-names': {
    vi: '“{name}” có số của một người. Hãy bỏ số đó: yêu cầu được lưu nhiều năm, chỉ “contact” được nêu người.',
    en: '“{name}” holds somebody’s number. Leave it out: a request is kept for years, and only “contact” may name anybody.',
  },
  'request-acknowledged': {
    vi: 'Yêu cầu này đã được báo nhận từ trước.',
    en: 'This request was acknowledged before.',
  },
  'request-extended': {
    vi: 'Yêu cầu này đã được gia hạn; chỉ được gia hạn một lần.',
    en: 'This request was extended before; it can be once.',
  },
  'request-term-over': {
    vi: 'Đã quá hạn {day} nên không gia hạn được nữa. Hãy thực hiện hoặc từ chối yêu cầu.',
    en: 'Its term ended on {day} and can be extended no more. Carry the request out or refuse it.',
  },
  'request-decided': {
    vi: 'Yêu cầu này đã được thực hiện hoặc từ chối.',
    en: 'This request was carried out or refused.',
  },
  'request-undecided': {
    vi: 'Hãy thực hiện hoặc từ chối yêu cầu trước khi kết thúc.',
    en: 'Carry the request out or refuse it before it is closed.',
  },
  'request-done-missing': {
    vi: 'Hệ thống không tự làm việc này. Hãy ghi cơ quan đã làm gì (done).',
    en: 'The hub does not do this by itself. Say what the office did (done).',
  },
  'request-batch-missing': {
    vi: 'Hãy nêu lượt nhập đã ghi nhận, từ ngày nhận yêu cầu trở đi, của danh sách đã sửa có tên người này (batchId).',
    en: 'Name the batch, committed since the request came, of the corrected list that has the person in it (batchId).',
  },
  'request-without-record': {
    vi: 'Yêu cầu này không có dữ liệu để tải: chỉ yêu cầu xem hoặc cung cấp đã thực hiện và chưa kết thúc mới có.',
    en: 'This request gives nothing to fetch: only one to view or provide does, once carried out and until it is closed.',
  },
}
