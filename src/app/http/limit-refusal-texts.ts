import type { RefusalTexts } from './account-refusal-texts.ts'

/** Why a question asks for too much or is none that may be asked; part of `REFUSAL_TEXTS`. */
export const LIMIT_REFUSAL_TEXTS: RefusalTexts = {
  'document-unknown': {
    vi: 'Không có truy vấn đăng ký sẵn nào mang documentId này.',
    en: 'No question is registered under this documentId.',
  },
  'document-and-query': {
    vi: 'Chỉ gửi một trong hai: documentId hoặc query.',
    en: 'Send documentId or query, not both.',
  },
  'documents-only': {
    vi: 'Khóa này chỉ được hỏi các truy vấn đăng ký sẵn: {"documentId": "sha256:…", "variables": …}.',
    en: 'This key may ask registered questions only: {"documentId": "sha256:…", "variables": …}.',
  },
  'query-too-complex': {
    vi: 'Câu hỏi cần ít nhất {cost} đối tượng, quá mức {limit} của tài khoản này. Hãy giảm first, chọn địa bàn nhỏ hơn (within, level), bớt các trường lồng nhau, hoặc chia thành nhiều câu hỏi.',
    en: 'The question asks for at least {cost} objects; {limit} are the most of this account. Lower first, ask for a smaller area (within, level), nest less, or ask in several questions.',
  },
  'schema-not-told': {
    vi: 'Tài khoản này không được hỏi cấu trúc dữ liệu; tệp schema/schema.graphql trong mã nguồn có đủ.',
    en: 'This account may not ask for the schema; the file schema/schema.graphql of the source has it.',
  },
  overloaded: {
    vi: 'Hệ thống đang có quá nhiều yêu cầu. Hãy thử lại sau vài giây.',
    en: 'The hub has too many requests at the moment. Try again in a few seconds.',
  },
  'too-many-requests': {
    vi: 'Khóa này gửi quá nhiều yêu cầu. Hãy thử lại sau {seconds} giây.',
    en: 'This key sends too many requests. Try again in {seconds} seconds.',
  },
  'too-many-at-once': {
    vi: 'Khóa này đang có quá nhiều yêu cầu cùng lúc. Hãy chờ các yêu cầu trước xong.',
    en: 'This key has too many requests under way. Wait until the earlier ones are answered.',
  },
  'too-many-of-this': {
    vi: 'Mỗi khóa chỉ được mở cùng lúc {limit} luồng như thế này. Hãy chờ các luồng trước xong.',
    en: 'A key may have {limit} of these open at a time. Wait until the earlier ones are over.',
  },
  'too-much-asked': {
    vi: 'Khóa này đã hỏi quá nhiều dữ liệu. Hãy thử lại sau {seconds} giây.',
    en: 'This key has asked for too much. Try again in {seconds} seconds.',
  },
  'too-many-uploads': {
    vi: 'Khóa này đã gửi quá nhiều tệp. Hãy thử lại sau {seconds} giây.',
    en: 'This key has sent too many files. Try again in {seconds} seconds.',
  },
  'too-many-wrong-keys': {
    vi: 'Có quá nhiều khóa sai từ địa chỉ này. Hãy thử lại sau {seconds} giây.',
    en: 'Too many wrong keys came from this address. Try again in {seconds} seconds.',
  },
}
