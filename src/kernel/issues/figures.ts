import type { IssueTexts } from '../issue-text.ts'

const CHECK_VI = 'Hãy đối chiếu lại với nơi lập báo cáo.'
const CHECK_EN = 'Check it with the office that made the report.'

/** Figures that offices state for areas. */
export const FIGURE_ISSUES = {
  'figure-negative': {
    severity: 'ERROR',
    vi: 'Số “{found}” là số âm.',
    en: 'The number “{found}” is negative.',
    remedyVi: 'Hãy sửa lại số liệu của ô này.',
    remedyEn: 'Correct the number.',
  },
  'covered-exceeds-population': {
    severity: 'ERROR',
    vi: 'Số người tham gia ({found}) lớn hơn dân số ({population}).',
    en: 'More people are covered ({found}) than live there ({population}).',
    remedyVi: `Hãy kiểm tra hai cột có bị đổi chỗ hoặc dân số bị sai. ${CHECK_VI}`,
    remedyEn: `Check whether the two columns were exchanged or the population is wrong. ${CHECK_EN}`,
  },
  'covered-students-exceed-students': {
    severity: 'ERROR',
    vi: 'Số học sinh, sinh viên tham gia ({found}) lớn hơn tổng số học sinh, sinh viên ({students}).',
    en: 'More pupils and students are covered ({found}) than there are ({students}).',
    remedyVi: `Hãy kiểm tra hai cột có bị đổi chỗ không. ${CHECK_VI}`,
    remedyEn: `Check whether the two columns were exchanged. ${CHECK_EN}`,
  },
  'stated-rate-differs': {
    severity: 'WARNING',
    vi: 'Tỷ lệ ghi trong tệp là {found}%, nhưng {covered}/{population} là {rate}%.',
    en: 'The file says {found} %, but {covered} of {population} is {rate} %.',
    remedyVi: 'Hệ thống tính tỷ lệ từ số người. Nếu tỷ lệ này so với kế hoạch, hãy đổi tên cột cho rõ.',
    remedyEn: 'Rates are computed from the counts. If this rate is against the plan, say so in the heading.',
  },
  'closing-differs': {
    severity: 'WARNING',
    vi: 'Số cuối kỳ là {found}, nhưng đầu kỳ cộng tăng trừ giảm là {expected}.',
    en: 'The closing number is {found}, but opening plus increase minus decrease is {expected}.',
    remedyVi: CHECK_VI,
    remedyEn: CHECK_EN,
  },
  'figure-twice': {
    severity: 'ERROR',
    vi: 'Địa bàn này đã có số khác ({value}) ở dòng {first}; dòng này ghi {found}.',
    en: 'This area has another number ({value}) in row {first}; this row says {found}.',
    remedyVi: 'Hãy giữ lại một số cho mỗi địa bàn.',
    remedyEn: 'Keep one number for each area.',
  },
  'parent-differs': {
    severity: 'WARNING',
    vi: 'Số của địa bàn là {found}, nhưng cộng các địa bàn trực thuộc là {sum}.',
    en: 'The number of the area is {found}, but its parts add up to {sum}.',
    remedyVi: `Thường là một địa bàn bị thiếu hoặc dấu phân cách hàng nghìn bị hiểu sai. ${CHECK_VI}`,
    remedyEn: `Often a part is missing or a thousands separator was misread. ${CHECK_EN}`,
  },
  'total-differs': {
    severity: 'WARNING',
    vi: 'Dòng tổng ghi {found}, nhưng cộng các dòng là {sum}.',
    en: 'The total says {found}, but the rows add up to {sum}.',
    remedyVi: 'Dòng tổng không được ghi nhận. Hãy kiểm tra có dòng nào bị thiếu hoặc bị loại.',
    remedyEn: 'The total itself is not committed. Check whether a row is missing or rejected.',
  },
  'figure-suspiciously-small': {
    severity: 'WARNING',
    vi: 'Số {found} nhỏ hơn hàng chục lần so với các địa bàn cùng cấp (thường khoảng {median}).',
    en: 'The number {found} is many times smaller than its neighbours’ (usually about {median}).',
    remedyVi: 'Có thể dấu chấm hàng nghìn đã bị đọc thành dấu thập phân (36.870 thành 36,87). Hãy xem lại ô gốc.',
    remedyEn: 'A thousands separator may have been read as a decimal point (36.870 as 36.87). Look at the cell.',
  },
} as const satisfies IssueTexts
