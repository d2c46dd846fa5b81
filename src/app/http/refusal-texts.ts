import type { Language } from '../../access/actor.ts'
import { fillText } from '../../kernel/issue-text.ts'
import { ACCOUNT_REFUSAL_TEXTS, type RefusalTexts } from './account-refusal-texts.ts'
import { LIMIT_REFUSAL_TEXTS } from './limit-refusal-texts.ts'
import { PLAN_REFUSAL_TEXTS } from './plan-refusal-texts.ts'
import { REQUEST_REFUSAL_TEXTS } from './request-refusal-texts.ts'
import { SEGMENT_REFUSALS } from './segment-refusals.ts'

/** Why a door says no, as people read it. `{name}` is replaced by the argument of that name. */
export const REFUSAL_TEXTS: RefusalTexts = {
  ...SEGMENT_REFUSALS,
  ...LIMIT_REFUSAL_TEXTS,
  ...PLAN_REFUSAL_TEXTS,
  ...REQUEST_REFUSAL_TEXTS,
  internal: {
    vi: 'Hệ thống gặp lỗi. Hãy báo cho người quản trị kèm mã yêu cầu.',
    en: 'Something failed in the hub. Tell the administrator the request id.',
  },
  'key-missing': {
    vi: 'Thiếu khóa truy cập. Hãy gửi tiêu đề Authorization: Bearer <khóa>.',
    en: 'No key. Send the header Authorization: Bearer <key>.',
  },
  'key-unknown': { vi: 'Khóa truy cập không dùng được.', en: 'This key does not open anything.' },
  'key-purpose-missing': { vi: 'Hãy ghi khóa dùng để làm gì.', en: 'Say what the key is for.' },
  'key-area-missing': { vi: 'Hãy ghi mã địa bàn của khóa.', en: 'Name the area that the key is for.' },
  'key-until-passed': {
    vi: 'Khóa phải dùng được ít nhất một ngày: {until} đã qua.',
    en: 'A key must hold for a day at least: {until} has passed.',
  },
  'key-until-too-far': {
    vi: 'Khóa dùng được nhiều nhất một năm: không quá ngày {latest}, không phải {until}. Khi gần hết hạn hãy cấp khóa mới; hai khóa cùng dùng được trong lúc đổi.',
    en: 'A key holds a year at most: until {latest}, not {until}. Issue another when it nears its end; both work while you change over.',
  },
  'key-address-not-readable': {
    vi: 'Địa chỉ thứ {place} (“{found}”) không phải là địa chỉ hay dải địa chỉ IP. Hãy ghi như 203.0.113.7, 203.0.113.0/24 hoặc 2001:db8::/32.',
    en: 'Address {place} (“{found}”) is no IP address and no network. Write it like 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.',
  },
  'key-address-within-network': {
    vi: 'Địa chỉ thứ {place} nằm bên trong dải của nó. Hãy ghi cả dải là {network}, hoặc riêng địa chỉ đó không kèm “/”.',
    en: 'Address {place} lies inside of its network. Write the network, {network}, or the address alone without a “/”.',
  },
  'key-addresses-too-many': {
    vi: 'Mỗi khóa gắn với nhiều nhất {limit} địa chỉ hoặc dải địa chỉ. Hãy gộp thành dải.',
    en: 'A key is bound to {limit} addresses or networks at most. Join them into networks.',
  },
  'key-not-found': { vi: 'Không có khóa này.', en: 'There is no such key.' },
  'not-allowed': { vi: 'Tài khoản này không được phép làm việc đó.', en: 'This account may not do that.' },
  'change-areas-not-allowed': {
    vi: 'Lượt nhập này thay đổi danh mục địa bàn; chỉ quản trị viên được ghi nhận hoặc thu hồi. Hãy nhờ quản trị viên của địa bàn.',
    en: 'The batch changes which areas there are; only administrators commit or withdraw it. Ask the administrator of the area.',
  },
  'not-ready': { vi: 'Cơ sở dữ liệu chưa trả lời.', en: 'The database does not answer.' },
  'answer-took-too-long': {
    vi: 'Câu hỏi cần quá nhiều thời gian nên đã bị dừng. Hãy hỏi địa bàn nhỏ hơn hoặc ít mục hơn.',
    en: 'The question took too long and was stopped. Ask about a smaller area or for less at once.',
  },
  'no-such-door': { vi: 'Không có địa chỉ này.', en: 'There is nothing at this address.' },
  'post-only': { vi: 'Địa chỉ này chỉ nhận phương thức POST.', en: 'Only POST is answered here.' },
  'get-only': { vi: 'Địa chỉ này chỉ nhận phương thức GET.', en: 'Only GET is answered here.' },
  'template-unknown': {
    vi: 'Không có biểu mẫu nào cho loại “{found}”.',
    en: 'There is no template for the kind “{found}”.',
  },
  'body-not-readable': { vi: 'Không đọc được nội dung yêu cầu.', en: 'The body of the request cannot be read.' },
  'body-too-large': { vi: 'Nội dung yêu cầu quá lớn.', en: 'The body of the request is too large.' },
  'body-too-slow': { vi: 'Nội dung yêu cầu đến quá chậm.', en: 'The body of the request came too slowly.' },
  'body-kind-unknown': { vi: 'Không nhận kiểu nội dung này.', en: 'This kind of content is not taken here.' },
  'query-missing': {
    vi: 'Hãy gửi một truy vấn dạng JSON: {"query": "…", "variables": …}.',
    en: 'Send one query as JSON: {"query": "…", "variables": …}.',
  },
  'variables-too-large': {
    vi: 'Biến của truy vấn quá nhiều hoặc lồng quá sâu.',
    en: 'The query’s variables are too many or nested too deep.',
  },
  'form-expected': {
    vi: 'Hãy gửi tệp bằng biểu mẫu multipart/form-data.',
    en: 'Send the file as multipart/form-data.',
  },
  'geojson-expected': {
    vi: 'Hãy gửi tệp GeoJSON không nén, với Content-Type là application/geo+json.',
    en: 'Send a GeoJSON file as it is, not packed, with the Content-Type application/geo+json.',
  },
  'form-not-readable': { vi: 'Biểu mẫu gửi lên bị hỏng hoặc chưa trọn.', en: 'The form is broken or incomplete.' },
  'file-missing': { vi: 'Biểu mẫu không có tệp nào (trường “file”).', en: 'The form has no file (field “file”).' },
  'one-file-only': { vi: 'Mỗi lần chỉ gửi một tệp.', en: 'Send one file at a time.' },
  'file-too-large': {
    vi: 'Tệp lớn hơn mức cho phép là {limitMb} MB.',
    en: 'The file is larger than the {limitMb} MB that are allowed.',
  },
  'field-unknown': {
    vi: 'Không có trường “{field}”. Các trường được nhận: {allowed}.',
    en: 'There is no field “{field}”. Fields taken: {allowed}.',
  },
  'field-repeated': { vi: 'Trường “{field}” xuất hiện hai lần.', en: 'The field “{field}” stands twice.' },
  'kind-unknown': {
    vi: 'Không có loại tệp “{found}”. Các loại được nhận: {allowed}.',
    en: 'There is no kind “{found}”. Kinds taken: {allowed}.',
  },
  'day-not-readable': {
    vi: 'Không đọc được ngày “{found}”. Hãy ghi dạng NĂM-THÁNG-NGÀY, ví dụ 2017-09-30.',
    en: 'The day “{found}” cannot be read. Write YEAR-MONTH-DAY, for example 2017-09-30.',
  },
  'day-not-real': {
    vi: 'Giá trị ở {place} không phải là một ngày có thật. Hãy ghi dạng NĂM-THÁNG-NGÀY, ví dụ 2017-09-30.',
    en: 'The value at {place} is no real day. Write YEAR-MONTH-DAY, for example 2017-09-30.',
  },
  'area-code-not-readable': {
    vi: '“{found}” không phải là mã địa bàn.',
    en: '“{found}” is not the code of an area.',
  },
  'area-unknown-on-day': {
    vi: 'Không có địa bàn mang mã {code} vào ngày {day}.',
    en: 'No area has the code {code} on {day}.',
  },
  'grant-wider-than-giver': {
    vi: 'Vào ngày {day}, địa bàn này gồm cả nơi mà anh/chị không phụ trách. Hãy chọn ngày khác, hoặc nhờ quản trị viên của địa bàn rộng hơn.',
    en: 'On {day} the area held more than you are in charge of. Choose another day, or ask the administrator of a wider area.',
  },
  'area-ended-before-day': {
    vi: 'Mã {code} chỉ dùng đến hết ngày {lastDay}: ngày {day} không còn địa bàn nào mang mã này. Hãy hỏi một ngày đến {lastDay}, hoặc với số liệu thì nêu borders là ngày {lastDay} để có số của ngày {day} trên địa giới cũ.',
    en: 'The code {code} was in use until {lastDay}: on {day} no area has it. Ask for a day up to {lastDay}; or, of figures, for borders on {lastDay}, which gives the numbers of {day} on the old map.',
  },
  'area-begins-after-day': {
    vi: 'Mã {code} dùng từ ngày {firstDay}: ngày {day} chưa có địa bàn nào mang mã này. Hãy hỏi từ ngày {firstDay}, hoặc với số liệu thì nêu borders là ngày {firstDay} để có số của ngày {day} trên địa giới mới.',
    en: 'The code {code} is in use from {firstDay} on: on {day} no area has it. Ask for a day from {firstDay} on; or, of figures, for borders on {firstDay}, which gives the numbers of {day} on the new map.',
  },
  'withheld-question': {
    vi: 'Câu hỏi này đếm quá ít người một lần nên chỉ trả lời người được xem từng người. Hãy so hai ngày cuối tháng bằng coverage và compareTo.',
    en: 'This counts so few people at a time that only those are answered who may see persons. Compare the ends of two months with coverage and compareTo.',
  },
  'withheld-codes': {
    vi: 'Số theo từng mã đối tượng không công bố ở đây. Hãy hỏi theo nhóm (PARTICIPANT_GROUP).',
    en: 'Numbers by participant code are withheld here. Ask by PARTICIPANT_GROUP.',
  },
  'withheld-dimensions': {
    vi: 'by và where cộng lại chỉ được nêu nhiều nhất {limit} cách chia.',
    en: 'by and where together may name {limit} dimensions at most.',
  },
  'withheld-union': {
    vi: 'Mỗi danh sách của where chỉ được nêu một giá trị ({field}). Muốn nhiều giá trị, hãy chia dòng bằng by.',
    en: 'Each list of where may name one value ({field}). For several, split the rows with by.',
  },
  'withheld-below-commune': {
    vi: 'Dưới cấp xã chỉ có tổng số. Hãy bỏ by và where.',
    en: 'Below the commune there are totals only. Leave out by and where.',
  },
  'column-field-unknown': {
    vi: 'Không có trường “{found}” trong loại {kind}. Các trường được nhận: {allowed}.',
    en: 'The kind {kind} has no field “{found}”. Fields taken: {allowed}.',
  },
  'match-not-doubtful': {
    vi: 'Dòng {address} không có gì phải quyết định.',
    en: 'There is nothing to decide about row {address}.',
  },
  'match-not-decidable': {
    vi: 'Dòng {address} tự mâu thuẫn hoặc giống hệt dòng khác: hãy sửa trong tệp.',
    en: 'Row {address} contradicts itself or is exactly like another: mend it in the file.',
  },
  'match-not-new': {
    vi: 'Dòng {address} có số của một người đã có trong sổ nên không thể là người mới: hãy sửa số trong tệp.',
    en: 'Row {address} has a number of somebody in the register and cannot be somebody new: correct it in the file.',
  },
  'match-not-a-candidate': {
    vi: 'Người được chọn không nằm trong các khả năng của dòng {address}.',
    en: 'The person chosen is none of the candidates of row {address}.',
  },
  'person-id-not-readable': {
    vi: 'personId không phải là mã của một người.',
    en: 'personId is not the id of a person.',
  },
  'too-many-streams': {
    vi: 'Đang có quá nhiều kết nối theo dõi (tối đa {limit}). Hãy thử lại sau.',
    en: 'Too many subscriptions are open (at most {limit}). Try again later.',
  },
  'batch-not-found': { vi: 'Không có lượt nhập này.', en: 'There is no such batch.' },
  'batch-status': {
    vi: 'Lượt nhập đang ở trạng thái không cho phép việc này. Hãy xem lại trạng thái của nó.',
    en: 'The batch is in a state that does not allow this. Look at its status.',
  },
  'batch-blocked': {
    vi: 'Lượt nhập còn lỗi chặn; chưa ghi gì cả.',
    en: 'The batch has blocking issues; nothing was written.',
  },
  'batch-outside-scope': {
    vi: 'Lượt nhập ghi ra ngoài phạm vi phụ trách của người gửi hoặc của anh/chị; chưa ghi gì cả. Hãy kiểm tra lại, hoặc nhờ quản trị viên của địa bàn rộng hơn.',
    en: 'The batch writes outside of what its sender or you are in charge of; nothing was written. Check it again, or ask the administrator of a wider area.',
  },
  'batch-clash': {
    vi: 'Một lượt nhập khác vừa ghi cùng những người này; chưa ghi gì của lượt này. Hãy ghi nhận lại.',
    en: 'Another batch has just written the same persons; nothing of this one was written. Commit it again.',
  },
  'no-room': {
    vi: 'Máy chủ hết chỗ lưu tệp; chưa nhận gì cả. Hãy báo người quản trị rồi gửi lại.',
    en: 'The hub’s disk has no room for this file; nothing was kept. Tell the administrator, then send it again.',
  },
  'intake-closed': {
    vi: 'Hệ thống đang dừng và không nhận thêm việc.',
    en: 'The hub is stopping and takes no more work.',
  },
  'door-list-too-long': {
    vi: 'Danh sách có {found} người, quá {most} người: hãy chọn địa bàn nhỏ hơn.',
    en: 'The list has {found} people, more than {most}: ask for a smaller area.',
  },
  'parameter-value-unknown': {
    vi: 'Không nhận giá trị “{found}”. Các giá trị được nhận: {allowed}.',
    en: 'The value “{found}” is not known. Values taken: {allowed}.',
  },
  'parameter-unknown': {
    vi: 'Không có tham số “{found}”. Các tham số được nhận: {allowed}.',
    en: 'There is no parameter “{found}”. Parameters taken: {allowed}.',
  },
  'parameter-repeated': { vi: 'Tham số “{found}” xuất hiện hai lần.', en: 'The parameter “{found}” stands twice.' },
  'parameter-missing': { vi: 'Thiếu tham số “{found}”.', en: 'The parameter “{found}” is missing.' },
  'months-not-offered': {
    vi: 'Hộ gia đình đóng 3, 6 hoặc 12 tháng một lần, không phải {found} tháng.',
    en: 'A household pays for 3, 6 or 12 months at a time, not for {found}.',
  },
  'first-out-of-range': { vi: 'first phải từ 1 đến 100.', en: 'first must be 1 to 100.' },
  'last-out-of-range': { vi: 'last phải từ 1 đến 100.', en: 'last must be 1 to 100.' },
  'reported-has-no-dimensions': {
    vi: 'Số báo cáo không chia nhỏ được: hãy bỏ basis hoặc hỏi REGISTRY.',
    en: 'Reported figures cannot be split: leave basis out or ask for REGISTRY.',
  },
  'order-needs-compare-to': {
    vi: 'Xếp theo mức tăng (COVERED_CHANGE_DESC) cần có compareTo.',
    en: 'The order COVERED_CHANGE_DESC needs compareTo: a change is one since a day.',
  },
  'population-by-card': {
    vi: 'Người chưa có thẻ thì không có mã đối tượng: hãy hỏi coverage thay vì population.',
    en: 'Residents have a participant code only by their card: ask for coverage instead.',
  },
  'too-many-days': {
    vi: 'Chuỗi ngày quá dài: hãy chọn bước dài hơn.',
    en: 'The series has too many days: ask for a longer step.',
  },
  'too-many-points': {
    vi: 'Câu hỏi có {points} điểm (địa bàn × ngày), nhiều hơn mức {limit}: hãy hỏi ít địa bàn hơn hoặc chọn bước dài hơn.',
    en: 'The question has {points} points (areas × days), more than {limit}: ask for fewer areas or a longer step.',
  },
  'until-before-from': {
    vi: 'Ngày cuối ({until}) trước ngày đầu ({from}).',
    en: 'The last day ({until}) lies before the first ({from}).',
  },
  'compared-twice': {
    vi: 'Chỉ cho một trong hai: compareTo hoặc compareWith.',
    en: 'Give compareTo or compareWith, not both.',
  },
  'tolerance-negative': { vi: 'tolerance phải từ 0 trở lên.', en: 'tolerance must be 0 or more.' },
  'too-many-rows': {
    vi: 'Mỗi lần xem được nhiều nhất {most} dòng, đã hỏi {found}. Hãy hỏi ít dòng hơn.',
    en: 'At most {most} rows can be looked at at a time, {found} were asked. Ask for fewer.',
  },
  'around-out-of-range': {
    vi: 'around phải từ 0 đến {most}, đã nhận {found}.',
    en: 'around must be 0 to {most}, found {found}.',
  },
  'rows-out-of-range': { vi: 'first phải từ 1 đến {limit}.', en: 'first must be 1 to {limit}.' },
  'origins-empty': { vi: 'Hãy nêu ít nhất một nguồn.', en: 'Name at least one origin.' },
  'origins-repeated': { vi: 'Mỗi nguồn chỉ nêu một lần.', en: 'Name each origin once.' },
  'cursor-not-readable': {
    vi: 'after không phải là con trỏ của danh sách này.',
    en: 'after is not a cursor of this list.',
  },
  ...ACCOUNT_REFUSAL_TEXTS,
}

/** The sentence for a reason; null when there is none, and the error's own message must do. */
export function refusalSentence(
  reason: string,
  language: Language,
  args: Readonly<Record<string, string | number>>,
): string | null {
  const text = Object.hasOwn(REFUSAL_TEXTS, reason) ? REFUSAL_TEXTS[reason] : undefined
  if (text === undefined) return null
  return fillText(text[language], args, String(args.found ?? ''), language)
}
