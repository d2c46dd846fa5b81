import type { IssueTexts } from '../issue-text.ts'

/** Batches: what a file may do to the register. */
export const BATCH_ISSUES = {
  'as-of-not-stated': {
    severity: 'BLOCKING',
    vi: 'Tệp không ghi số liệu tính đến ngày nào.',
    en: 'The file does not say which day its data are for.',
    remedyVi: 'Hãy chọn ngày số liệu (tính đến ngày) rồi kiểm tra lại.',
    remedyEn: 'Choose the day the data are for (as of) and check again.',
  },
  'as-of-differs': {
    severity: 'BLOCKING',
    vi: 'Các trang tính ghi những ngày khác nhau: {days}.',
    en: 'The sheets name different days: {days}.',
    remedyVi: 'Hãy chọn một ngày số liệu, hoặc tách tệp theo từng ngày.',
    remedyEn: 'Choose one day, or split the file by day.',
  },
  'area-not-stated': {
    severity: 'BLOCKING',
    vi: 'Không xác định được tệp này thuộc địa bàn nào.',
    en: 'The file does not say which area it is for.',
    remedyVi: 'Hãy chọn địa bàn của tệp rồi kiểm tra lại.',
    remedyEn: 'Choose the area of the file and check again.',
  },
  'area-title-ambiguous': {
    severity: 'BLOCKING',
    vi: 'Tên địa bàn ở tiêu đề ứng với nhiều địa bàn: {candidates}.',
    en: 'The area named in the title may be any of these: {candidates}.',
    remedyVi: 'Hãy chọn đúng địa bàn của tệp rồi kiểm tra lại.',
    remedyEn: 'Choose the right area of the file and check again.',
  },
  'area-title-unknown': {
    severity: 'BLOCKING',
    vi: 'Tiêu đề nhắc đến “{found}”, nhưng không có địa bàn nào tên như vậy vào ngày {day}.',
    en: 'The title names “{found}”, but there is no such area on {day}.',
    remedyVi: 'Hãy chọn địa bàn của tệp, hoặc nhập danh mục địa bàn của ngày đó trước.',
    remedyEn: 'Choose the area of the file, or import the list of areas of that day first.',
  },
  'area-code-unknown': {
    severity: 'BLOCKING',
    vi: 'Không có địa bàn nào mang mã “{found}” vào ngày {day}.',
    en: 'No area has the code “{found}” on {day}.',
    remedyVi: 'Mã được dùng lại qua các lần sắp xếp: hãy xem lại mã và ngày số liệu, hoặc nhập danh mục địa bàn trước.',
    remedyEn: 'Codes are reused after reforms: check the code and the day, or import the list of areas first.',
  },
  'area-not-in-scope': {
    severity: 'BLOCKING',
    vi: 'Tài khoản của anh/chị không phụ trách địa bàn của tệp này.',
    en: 'Your account is not in charge of the area of this file.',
    remedyVi: 'Hãy gửi tệp cho cán bộ phụ trách địa bàn đó.',
    remedyEn: 'Send the file to the officer in charge of that area.',
  },
  'change-areas-not-allowed': {
    severity: 'BLOCKING',
    vi: 'Tệp này thay đổi danh mục địa bàn, tức là quyết định dữ liệu của ai thuộc về đâu; chỉ quản trị viên được làm.',
    en: 'The file changes which areas there are and where they lie, and so whose data lie where; only administrators may.',
    remedyVi:
      'Hãy nhờ quản trị viên của địa bàn kiểm tra lại rồi ghi nhận lượt nhập này, hoặc chọn loại tệp khác nếu nhận dạng sai.',
    remedyEn:
      'Ask the administrator of the area to check this batch again and commit it, or choose another kind if the file was not recognised correctly.',
  },
  'too-many-elsewhere': {
    severity: 'BLOCKING',
    vi: 'Các tệp anh/chị gửi trong một ngày đã nêu quá nhiều người được ghi ở địa bàn khác (giới hạn {most} dòng); tệp này không được kiểm tra.',
    en: 'The files that you sent within a day name too many people who are recorded at other places (the limit is {most} rows); this file is not checked.',
    remedyVi: 'Hãy gửi lại vào ngày mai, hoặc nhờ huyện, tỉnh (nơi phụ trách các địa bàn đó) gửi tệp.',
    remedyEn: 'Send it again tomorrow, or have the district or the province, whose area holds those places, send it.',
  },
  'kind-not-supported': {
    severity: 'BLOCKING',
    vi: 'Loại tệp {kind} chưa được ghi nhận vào sổ.',
    en: 'Files of the kind {kind} cannot be committed yet.',
    remedyVi: 'Hãy chọn loại tệp khác nếu nhận dạng sai.',
    remedyEn: 'Choose another kind if the file was not recognised correctly.',
  },
  'file-not-recognised': {
    severity: 'BLOCKING',
    vi: 'Không nhận ra bảng nào trong tệp thuộc các mẫu đã biết.',
    en: 'No table in the file was recognised as one of the known kinds.',
    remedyVi: 'Hãy chọn loại tệp rồi kiểm tra lại, hoặc tải mẫu trống của hệ thống và chép dữ liệu vào.',
    remedyEn: 'Choose the kind of file and check again, or copy the data into one of the templates of the hub.',
  },
  'sheet-of-another-kind': {
    severity: 'WARNING',
    vi: 'Trang tính này là loại {sheetKind}, khác loại {kind} của tệp, nên không được đọc.',
    en: 'This sheet is of the kind {sheetKind}, not {kind} like the file, and was not read.',
    remedyVi: 'Hãy lưu trang tính này thành tệp riêng rồi tải lên.',
    remedyEn: 'Save this sheet as a file of its own and upload it.',
  },
  'import-stopped': {
    severity: 'BLOCKING',
    vi: 'Việc đọc tệp đã dừng vì lỗi của hệ thống.',
    en: 'Reading the file stopped because of an error of the system.',
    remedyVi: 'Hãy kiểm tra lại lượt nhập. Nếu vẫn lỗi, hãy báo cho quản trị kèm mã lượt nhập.',
    remedyEn: 'Check the batch again. If it fails again, tell the administrator the id of the batch.',
  },
  'import-took-too-long': {
    severity: 'BLOCKING',
    vi: 'Đọc tệp mất hơn {limit} giây nên đã dừng lại.',
    en: 'Reading the file took more than {limit} seconds and was stopped.',
    remedyVi: 'Hãy tách tệp thành nhiều tệp nhỏ hơn.',
    remedyEn: 'Split the file into smaller files.',
  },
  'import-needs-too-much-memory': {
    severity: 'BLOCKING',
    vi: 'Đọc tệp cần quá nhiều bộ nhớ nên đã dừng lại.',
    en: 'Reading the file needs too much memory and was stopped.',
    remedyVi: 'Hãy tách tệp thành nhiều tệp nhỏ hơn, hoặc lưu lại dưới dạng .xlsx.',
    remedyEn: 'Split the file into smaller files, or save it as .xlsx.',
  },
} as const satisfies IssueTexts
