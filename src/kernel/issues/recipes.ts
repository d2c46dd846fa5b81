import type { IssueTexts } from '../issue-text.ts'

/** A file compared with the last committed one of the same sender and form. */
export const RECIPE_ISSUES = {
  'read-as-last-time': {
    severity: 'NOTE',
    vi: 'Trang tính “{sheet}” có tiêu đề cột như tệp “{file}” (ngày {day}) nên được đọc như lần đó, kể cả các cột đã chỉnh.',
    en: 'Sheet “{sheet}” has the headings of the file “{file}” ({day}) and was read as then, corrections of columns included.',
    remedyVi: 'Nếu lần này cột có ý nghĩa khác, hãy chọn lại cột rồi kiểm tra lại.',
    remedyEn: 'If a column means something else this time, choose the columns and check again.',
  },
  'column-new': {
    severity: 'WARNING',
    vi: 'Cột “{found}” không có trong tệp lần trước “{file}” (ngày {day}).',
    en: 'The column “{found}” was not in last time’s file “{file}” ({day}).',
    remedyVi: 'Hãy xem cột này được hiểu là gì; nếu sai, hãy chọn lại ý nghĩa của cột.',
    remedyEn: 'See what the column was taken for; if that is wrong, choose its meaning.',
  },
  'column-moved': {
    severity: 'NOTE',
    vi: 'Cột “{found}” đứng ở chỗ khác so với tệp lần trước “{file}” (ngày {day}), khi đó là cột {before}.',
    en: 'The column “{found}” stands elsewhere than in last time’s file “{file}” ({day}), where it was column {before}.',
    remedyVi: 'Cột được tìm theo tiêu đề; hãy kiểm tra vài dòng xem giá trị có đúng cột không.',
    remedyEn: 'Columns are found by their headings; check in some rows that the values moved along.',
  },
  'column-renamed': {
    severity: 'WARNING',
    vi: 'Cột “{found}” thay cho cột {before} “{heading}” của tệp lần trước “{file}” (ngày {day}).',
    en: 'The column “{found}” stands where last time’s file “{file}” ({day}) had column {before} “{heading}”.',
    remedyVi: 'Nếu vẫn là cột đó mà hệ thống không hiểu, hãy chọn ý nghĩa của cột rồi kiểm tra lại.',
    remedyEn: 'If it is the same column and was not understood, choose its meaning and check again.',
  },
  'column-vanished': {
    severity: 'WARNING',
    vi: 'Cột {before} “{heading}” của tệp lần trước “{file}” (ngày {day}) không còn nữa.',
    en: 'Column {before} “{heading}” of last time’s file “{file}” ({day}) is no longer there.',
    remedyVi: 'Nếu cột bị xóa nhầm, hãy xin lại tệp đầy đủ.',
    remedyEn: 'If it was deleted by mistake, ask for the complete file.',
  },
  'category-new': {
    severity: 'WARNING',
    vi: 'Giá trị “{found}” ở cột “{heading}” chưa từng có trong các tệp trước (gần nhất: “{file}”, ngày {day}).',
    en: 'The value “{found}” in the column “{heading}” was in none of the earlier files (the last: “{file}”, {day}).',
    remedyVi: 'Hãy xem đó là mã mới hay gõ nhầm.',
    remedyEn: 'See whether it is a new code or a slip of the keyboard.',
  },
} as const satisfies IssueTexts
