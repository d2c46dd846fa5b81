import type { IssueTexts } from '../issue-text.ts'

/** Persons whose data were erased. */
export const PRIVACY_ISSUES = {
  'person-erased-before': {
    severity: 'WARNING',
    vi: 'Dữ liệu cá nhân của “{found}” đã được xóa theo yêu cầu hoặc vì hết thời hạn lưu trữ; tệp này nêu lại người đó.',
    en: 'The data of “{found}” were erased on request or because their time was over; this file names the person again.',
    remedyVi: 'Chỉ ghi nhận nếu cơ quan vẫn có nhiệm vụ quản lý người này; nếu không, hãy bỏ dòng này khỏi tệp.',
    remedyEn: 'Commit only if the office’s duty towards this person goes on; otherwise take the row out of the file.',
  },
} satisfies IssueTexts
