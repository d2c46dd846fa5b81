import { type Terms, term } from './term.ts'

/** What persons ask about their own data, in the words of Law 91/2025/QH15. */
export const REQUEST_TERMS: Terms = {
  PersonRequest: term(
    'yêu cầu của chủ thể dữ liệu',
    'what somebody asks about their own data, with its days and its outcome',
    'a question over HTTP',
  ),
  person_request: term('yêu cầu của chủ thể dữ liệu', 'table: what was asked, by when it is due, what became of it'),
  PersonRequestInput: term('yêu cầu của chủ thể dữ liệu', 'a request as somebody brings it'),
  PersonRequestKind: term('loại yêu cầu', 'what is asked'),
  'PersonRequestKind.VIEW': term('xem', 'to see what is kept'),
  'PersonRequestKind.CORRECT': term('chỉnh sửa', 'to have it corrected'),
  'PersonRequestKind.PROVIDE': term('cung cấp', 'to be given it'),
  'PersonRequestKind.RESTRICT': term('hạn chế xử lý', 'that less is done with it'),
  'PersonRequestKind.OBJECT': term('phản đối xử lý', 'that something is not done with it'),
  'PersonRequestKind.WITHDRAW': term('rút lại sự đồng ý', 'to take a consent back'),
  'PersonRequestKind.ERASE': term('xóa', 'to have it erased'),
  PersonRequestState: term('tình trạng yêu cầu', 'how far a request has come'),
  'PersonRequestState.RECEIVED': term('mới nhận', 'whoever asked has not been told yet that it came'),
  'PersonRequestState.ACKNOWLEDGED': term('đã báo nhận', 'whoever asked knows that it came'),
  'PersonRequestState.CARRIED_OUT': term('đã thực hiện', 'whoever asked is to be told'),
  'PersonRequestState.REFUSED': term('đã từ chối', 'with the article that it rests on'),
  'PersonRequestState.CLOSED': term('đã kết thúc', 'whoever asked has the answer'),
  RequestAsker: term('người yêu cầu', 'whoever asks'),
  'RequestAsker.PERSON': term('chủ thể dữ liệu', 'whom the data are about'),
  'RequestAsker.REPRESENTATIVE': term('người đại diện', 'somebody who may speak for them'),
  CarryOutInput: term('cách thực hiện', 'how a request is carried out, where the hub does not do all of it'),
  PersonErasure: term('kết quả xóa', 'what an erasure took away'),
  declaredDays: term('ngày nghỉ, ngày làm bù', 'days off and days worked that the state declares for a year'),
}
