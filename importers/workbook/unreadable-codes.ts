import { UnreadableFile } from './workbook.ts'

/** What an officer reads when a file cannot be read: what was found and what to do; `{name}` stands for an argument. */
export interface UnreadableText {
  readonly vi: string
  readonly en: string
  readonly remedyVi: string
  readonly remedyEn: string
}

const SAVE_AS_XLSX_VI = 'Hãy mở tệp bằng Excel, chọn “Lưu dưới dạng” kiểu Excel Workbook (.xlsx) rồi tải lên lại.'
const SAVE_AS_XLSX_EN = 'Open the file in Excel, save it as an Excel Workbook (.xlsx) and upload it again.'
const SPLIT_VI = 'Hãy tách thành nhiều tệp nhỏ hơn, ví dụ mỗi xã một tệp.'
const SPLIT_EN = 'Split it into smaller files, for example one for each commune.'
const CLEAN_VI = 'Hãy chép vùng dữ liệu sang một tệp Excel mới rồi tải lên lại.'
const CLEAN_EN = 'Copy the data into a new Excel file and upload that.'

/** Every reason for which this room refuses a file. */
export const UNREADABLE_CODES = {
  'file-empty': {
    vi: 'Tệp không có nội dung.',
    en: 'The file is empty.',
    remedyVi: 'Hãy kiểm tra lại tệp gốc rồi tải lên lại.',
    remedyEn: 'Check the original file and upload it again.',
  },
  'file-too-large': {
    vi: 'Tệp lớn hơn {limitMegabytes} MB.',
    en: 'The file is larger than {limitMegabytes} MB.',
    remedyVi: SPLIT_VI,
    remedyEn: SPLIT_EN,
  },
  'file-not-a-workbook': {
    vi: 'Tệp không phải là bảng tính.',
    en: 'The file is not a spreadsheet.',
    remedyVi: 'Hãy tải lên tệp .xlsx, .xls, .ods hoặc .csv.',
    remedyEn: 'Upload an .xlsx, .xls, .ods or .csv file.',
  },
  'file-is-web-page': {
    vi: 'Tệp mang tên bảng tính nhưng bên trong là trang web hoặc XML.',
    en: 'The file is named like a spreadsheet but holds a web page or XML.',
    remedyVi: SAVE_AS_XLSX_VI,
    remedyEn: SAVE_AS_XLSX_EN,
  },
  'file-is-archive': {
    vi: 'Tệp là tệp nén kiểu RAR hoặc 7-Zip.',
    en: 'The file is a RAR or 7-Zip archive.',
    remedyVi: 'Hãy giải nén và tải lên từng bảng tính.',
    remedyEn: 'Unpack it and upload each spreadsheet.',
  },
  'archive-has-several-workbooks': {
    vi: 'Tệp nén chứa {count} bảng tính; mỗi lần tải lên chỉ nhận một.',
    en: 'The archive holds {count} spreadsheets; one upload takes one.',
    remedyVi: 'Hãy giải nén và tải lên từng bảng tính.',
    remedyEn: 'Unpack it and upload each spreadsheet.',
  },
  'archive-in-archive': {
    vi: 'Bên trong tệp nén lại là một tệp nén khác.',
    en: 'Inside the archive is another archive.',
    remedyVi: 'Hãy giải nén và tải lên từng bảng tính.',
    remedyEn: 'Unpack it and upload each spreadsheet.',
  },
  'archived-file-too-large': {
    vi: 'Bảng tính trong tệp nén lớn hơn {limitMegabytes} MB.',
    en: 'The spreadsheet in the archive is larger than {limitMegabytes} MB.',
    remedyVi: 'Hãy giải nén rồi tải thẳng bảng tính lên.',
    remedyEn: 'Unpack it and upload the spreadsheet itself.',
  },
  'file-encrypted': {
    vi: 'Tệp được bảo vệ bằng mật khẩu.',
    en: 'The file is protected by a password.',
    remedyVi: 'Hãy mở tệp, bỏ mật khẩu, lưu lại rồi tải lên.',
    remedyEn: 'Open the file, remove the password, save it and upload it again.',
  },
  'file-damaged': {
    vi: 'Tệp bị hỏng hoặc chưa được chép đầy đủ (phần {part}).',
    en: 'The file is damaged or incomplete (part {part}).',
    remedyVi: 'Hãy mở tệp bằng Excel, lưu lại rồi tải lên. Nếu Excel cũng không mở được, hãy xin lại tệp gốc.',
    remedyEn: 'Open the file in Excel, save it and upload it. If Excel cannot open it, ask for the original again.',
  },
  'file-has-doctype': {
    vi: 'Tệp có phần khai báo DOCTYPE không được phép (phần {part}).',
    en: 'The file carries a DOCTYPE, which is not allowed (part {part}).',
    remedyVi: CLEAN_VI,
    remedyEn: CLEAN_EN,
  },
  'file-encoding-not-supported': {
    vi: 'Phần {part} của tệp không dùng bảng mã UTF-8.',
    en: 'Part {part} of the file is not written in UTF-8.',
    remedyVi: SAVE_AS_XLSX_VI,
    remedyEn: SAVE_AS_XLSX_EN,
  },
  'file-inflates-too-much': {
    vi: 'Tệp nén phình ra quá lớn khi giải nén (phần {part}).',
    en: 'The file grows far too large when unpacked (part {part}).',
    remedyVi: CLEAN_VI,
    remedyEn: CLEAN_EN,
  },
  'file-has-too-many-parts': {
    vi: 'Tệp có hơn {limit} thành phần.',
    en: 'The file has more than {limit} parts.',
    remedyVi: CLEAN_VI,
    remedyEn: CLEAN_EN,
  },
  'file-part-too-large': {
    vi: 'Phần {part} của tệp lớn hơn {limitMegabytes} MB.',
    en: 'Part {part} of the file is larger than {limitMegabytes} MB.',
    remedyVi: CLEAN_VI,
    remedyEn: CLEAN_EN,
  },
  'file-has-no-sheet': {
    vi: 'Tệp không có trang tính nào.',
    en: 'The file has no worksheet.',
    remedyVi: 'Hãy kiểm tra lại tệp gốc rồi tải lên lại.',
    remedyEn: 'Check the original file and upload it again.',
  },
  'file-has-too-many-sheets': {
    vi: 'Tệp có hơn {limit} trang tính.',
    en: 'The file has more than {limit} sheets.',
    remedyVi: SPLIT_VI,
    remedyEn: SPLIT_EN,
  },
  'file-has-too-many-texts': {
    vi: 'Tệp có hơn {limit} đoạn chữ khác nhau.',
    en: 'The file has more than {limit} different texts.',
    remedyVi: SPLIT_VI,
    remedyEn: SPLIT_EN,
  },
  'sheet-has-too-many-rows': {
    vi: 'Trang tính “{sheet}” có hơn {limit} dòng.',
    en: 'Sheet “{sheet}” has more than {limit} rows.',
    remedyVi: SPLIT_VI,
    remedyEn: SPLIT_EN,
  },
  'sheet-has-too-many-columns': {
    vi: 'Dòng {row} của trang tính “{sheet}” có dữ liệu sau cột thứ {limit}.',
    en: 'Row {row} of sheet “{sheet}” has data beyond column {limit}.',
    remedyVi: 'Hãy xóa các cột thừa ở bên phải rồi tải lên lại.',
    remedyEn: 'Delete the columns on the right that are not needed and upload it again.',
  },
  'sheet-has-too-many-cells': {
    vi: 'Trang tính “{sheet}” có hơn {limit} ô.',
    en: 'Sheet “{sheet}” has more than {limit} cells.',
    remedyVi: SPLIT_VI,
    remedyEn: SPLIT_EN,
  },
  'row-too-large': {
    vi: 'Một dòng sau dòng {row} của trang tính “{sheet}” quá dài để đọc.',
    en: 'A row after row {row} of sheet “{sheet}” is too long to be read.',
    remedyVi: CLEAN_VI,
    remedyEn: CLEAN_EN,
  },
  'cell-text-too-long': {
    vi: 'Tệp có một ô dài hơn {limit} ký tự.',
    en: 'The file has a cell of more than {limit} characters.',
    remedyVi: 'Hãy rút ngắn nội dung của ô đó rồi tải lên lại.',
    remedyEn: 'Shorten that cell and upload it again.',
  },
  'file-took-too-long': {
    vi: 'Đọc tệp mất hơn {limit} giây nên đã dừng lại.',
    en: 'Reading the file took more than {limit} seconds and was stopped.',
    remedyVi: SAVE_AS_XLSX_VI,
    remedyEn: SAVE_AS_XLSX_EN,
  },
  'file-needs-too-much-memory': {
    vi: 'Đọc tệp cần quá nhiều bộ nhớ nên đã dừng lại.',
    en: 'Reading the file needs too much memory and was stopped.',
    remedyVi: SAVE_AS_XLSX_VI,
    remedyEn: SAVE_AS_XLSX_EN,
  },
  'csv-quote-not-closed': {
    vi: 'Dấu nháy kép mở ở dòng {row} không được đóng lại.',
    en: 'The quotation mark opened in row {row} is never closed.',
    remedyVi: 'Hãy xóa hoặc nhân đôi dấu nháy kép đó, hoặc lưu tệp dưới dạng .xlsx.',
    remedyEn: 'Remove or double that quotation mark, or save the file as .xlsx.',
  },
} as const satisfies Record<string, UnreadableText>

export type UnreadableCode = keyof typeof UNREADABLE_CODES

/** The exception for one of the catalogued reasons. */
export function unreadable(code: UnreadableCode, args: Readonly<Record<string, string | number>> = {}): UnreadableFile {
  return new UnreadableFile(code, args)
}

/** The named part breaks a rule of the format; `detail` is for the log, not for the officer. */
export function damaged(part: string, detail: string): UnreadableFile {
  return new UnreadableFile('file-damaged', { part, detail })
}

/** Whole megabytes, as the texts above name a limit. */
export function megabytes(bytes: number): number {
  return Math.round(bytes / (1024 * 1024))
}
