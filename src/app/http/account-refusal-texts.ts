import type { Language } from '../../access/actor.ts'

/** Sentences by the slug of the reason. */
export type RefusalTexts = Readonly<Record<string, Readonly<Record<Language, string>>>>

/** Why somebody who signs in is not let in, why an account is not as an administrator wants it, why persons are not opened, and what is no longer kept. */
export const ACCOUNT_REFUSAL_TEXTS: RefusalTexts = {
  'file-removed': {
    vi: 'Tệp này không còn được lưu vì đã hết thời hạn lưu trữ hoặc theo yêu cầu xóa dữ liệu. Số liệu của lượt nhập vẫn còn; hãy dùng bản tệp của bạn.',
    en: 'This file is no longer kept: its time was over, or somebody’s data were erased on request. The batch’s numbers are; use your own copy of the file.',
  },
  'token-refused': {
    vi: 'Phiên đăng nhập không dùng được hoặc đã hết hạn. Hãy đăng nhập lại.',
    en: 'This sign-in opens nothing or is over. Sign in again.',
  },
  'provider-away': {
    vi: 'Nơi đăng nhập chưa trả lời. Hãy thử lại sau ít phút.',
    en: 'The place to sign in does not answer. Try again in a few minutes.',
  },
  'account-unknown': {
    vi: 'Bạn đã đăng nhập nhưng chưa có tài khoản ở đây. Hãy gửi mã này cho người quản trị để được mời: {subject}',
    en: 'You are signed in and have no account here yet. Give the administrator this, to be invited: {subject}',
  },
  'account-ended': {
    vi: 'Tài khoản của bạn ở đây đã kết thúc. Nếu cần dùng lại, hãy gửi mã này cho người quản trị: {subject}',
    en: 'Your account here was ended. To have another, give the administrator this: {subject}',
  },
  'account-without-grant': {
    vi: 'Tài khoản của bạn chưa hoặc không còn được giao địa bàn nào vào hôm nay. Hãy hỏi người quản trị; mã của bạn: {subject}',
    en: 'Your account is granted no area today. Ask the administrator; you are: {subject}',
  },
  'sign-in-not-offered': {
    vi: 'Hệ thống này chưa được nối với nơi đăng nhập nào (BAOPHU_SIGN_IN_ISSUER).',
    en: 'This hub knows of no place to sign in (BAOPHU_SIGN_IN_ISSUER).',
  },
  'subject-not-readable': {
    vi: 'Đây không phải là mã của một người ở nơi đăng nhập. Người đó thấy mã của mình khi đăng nhập lần đầu.',
    en: 'This is nobody’s subject at the place to sign in. Who signs in for the first time is shown theirs.',
  },
  'persons-not-open': {
    vi: 'Tài khoản này phụ trách địa bàn trên cấp xã nên chỉ xem được từng người khi đã mở, có lý do và có thời hạn. Hãy mở: openPersons(reason: "…"), lệnh baophu persons open, hoặc ngay trên trang.',
    en: 'This account is for more than communes: it reads persons only while it has opened them, for a reason and a time. Open them: openPersons(reason: "…"), the command baophu persons open, or on the page.',
  },
  'persons-need-no-opening': {
    vi: 'Tài khoản này xem được từng người mà không cần mở. Không phải làm gì.',
    en: 'This account reads persons without opening them. There is nothing to do.',
  },
  'opening-reason-missing': {
    vi: 'Lý do mở còn trống hoặc quá ngắn. Hãy ghi việc cần làm, ít nhất {least} chữ cái, không ghi tên hay số của ai.',
    en: 'The reason is missing or too short. Say what persons are opened for, in {least} letters at least, without a name or a number of anybody.',
  },
  'opening-reason-names': {
    vi: 'Lý do mở có số của một người. Nhật ký không ghi tên hay số của ai: hãy bỏ số đó và ghi việc cần làm.',
    en: 'The reason holds a number of somebody. The audit log names nobody: leave it out and say what persons are opened for.',
  },
  'opening-minutes': {
    vi: 'Không mở được trong {found} phút. Hãy chọn từ 1 đến {most} phút.',
    en: 'Persons cannot be opened for {found} minutes. Choose 1 to {most}.',
  },
  'purpose-does-not-cover': {
    vi: 'Khóa hoặc tài khoản này được cấp cho mục đích “{purpose}”, không gồm việc này. Hãy dùng khóa hoặc tài khoản cấp cho mục đích khác, hoặc nhờ quản trị viên cấp: {others}.',
    en: 'This key or account was given for “{purpose}”, which does not cover that. Use one for another purpose, or ask the administrator for one: {others}.',
  },
  'purpose-not-of-role': {
    vi: 'Vai trò này không làm được gì cho mục đích “{purpose}”. Hãy chọn một trong: {others}.',
    en: 'This role can do nothing for “{purpose}”. Choose one of: {others}.',
  },
  'account-exists': { vi: 'Người này đã có tài khoản.', en: 'This subject has an account already.' },
  'account-not-found': { vi: 'Không có tài khoản này.', en: 'There is no such account.' },
  'account-name-missing': { vi: 'Hãy ghi tên người dùng tài khoản.', en: 'Name whoever the account is for.' },
  'account-area-missing': { vi: 'Hãy ghi mã địa bàn của tài khoản.', en: 'Name the area that the account is for.' },
  'account-days-passed': {
    vi: 'Tài khoản phải bắt đầu từ hôm nay hoặc sau đó và dùng được ít nhất một ngày, không phải từ {from} đến {until}.',
    en: 'An account begins today or later and holds for a day at least, not from {from} until {until}.',
  },
}
