import type { IssueTexts } from '../issue-text.ts'

/** Targets and their cascade. */
export const TARGET_ISSUES = {
  'target-rate-out-of-range': {
    severity: 'ERROR',
    vi: 'Chỉ tiêu {found}% không nằm trong khoảng 0–100%.',
    en: 'The target {found} % is not between 0 and 100 %.',
    remedyVi: 'Hãy ghi tỷ lệ dạng 85% hoặc 0,85.',
    remedyEn: 'Write the rate as 85% or 0.85.',
  },
  'target-count-negative': {
    severity: 'ERROR',
    vi: 'Chỉ tiêu “{found}” là số âm.',
    en: 'The target “{found}” is negative.',
    remedyVi: 'Hãy sửa lại chỉ tiêu.',
    remedyEn: 'Correct the target.',
  },
  'target-due-missing': {
    severity: 'ERROR',
    vi: 'Không biết chỉ tiêu của “{found}” phải đạt vào ngày nào.',
    en: 'Nothing says when the target of “{found}” is due.',
    remedyVi: 'Hãy thêm cột thời hạn, hoặc chọn một ngày trong năm kế hoạch làm ngày của tệp.',
    remedyEn: 'Add a column with the due day, or choose a day of the plan’s year as the day of the file.',
  },
  'target-due-before-start': {
    severity: 'ERROR',
    vi: 'Thời hạn {found} sớm hơn ngày bắt đầu {from}.',
    en: 'The target is due on {found}, before it starts on {from}.',
    remedyVi: 'Hãy sửa lại thời hạn hoặc ngày bắt đầu.',
    remedyEn: 'Correct the due day or the first day.',
  },
  'target-twice': {
    severity: 'ERROR',
    vi: 'Địa bàn này đã có chỉ tiêu cùng loại, cùng thời hạn ở dòng {first}.',
    en: 'This area has the same target with the same due day in row {first} already.',
    remedyVi: 'Hãy giữ lại một dòng cho mỗi địa bàn.',
    remedyEn: 'Keep one row for each area.',
  },
  'target-cascade-differs': {
    severity: 'WARNING',
    vi: 'Chỉ tiêu của {area} là {found}, nhưng giao cho các địa bàn trực thuộc cộng lại là {sum}.',
    en: '{area} was assigned {found}, but its parts were assigned {sum} together.',
    remedyVi: 'Hãy kiểm tra lại phần giao cho từng địa bàn.',
    remedyEn: 'Check what was assigned to each part.',
  },
} as const satisfies IssueTexts
