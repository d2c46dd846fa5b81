import { type Terms, term } from './term.ts'

/** The contract's own words. */
export const DOOR_TERMS: Terms = {
  Query: term('hỏi', 'what may be asked'),
  Mutation: term('thay đổi', 'what may be done to a batch, a campaign, a survey round'),
  Subscription: term('theo dõi', 'what may be followed while it happens'),
  Node: term('đối tượng', 'anything with an id that can be asked for again'),
  PageInfo: term('trang', 'whether a list goes on, and from where'),
  Date: term('ngày', 'a calendar day without a clock, 2017-09-30'),
  DateTime: term('thời điểm', 'an instant, with its time zone'),
  ColumnChoice: term('chỉnh cột', 'an officer’s correction of what a column was taken for'),
  cost: term('chi phí của câu hỏi', 'how many objects a question asks for: every row, and what hangs on it'),
  documentId: term(
    'mã truy vấn đăng ký sẵn',
    'names a question that partners may ask: sha256: and the digest of its text',
  ),
  introspection: term('hỏi cấu trúc dữ liệu', 'a question about the schema itself, as BI tools ask'),
  within: term('trong địa bàn', 'the code of the area asked about; left out, it is the country'),
}
