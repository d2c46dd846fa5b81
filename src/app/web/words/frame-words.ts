import type { Words } from './word.ts'

/** Texts of the frame: signing in, ways about, things that fail. */
export const FRAME_WORDS = {
  appName: { vi: 'Bao phủ', en: 'Baophu' },
  appAbout: {
    vi: 'Số liệu bao phủ bảo hiểm y tế, từ chính bảng tính của cơ quan',
    en: 'Health-insurance coverage, from the offices’ own sheets',
  },
  skipToContent: { vi: 'Đến nội dung chính', en: 'Skip to content' },
  mainWays: { vi: 'Các mục', en: 'Sections' },
  breadcrumb: { vi: 'Bạn đang ở', en: 'You are here' },
  toImports: { vi: 'Nhập tệp', en: 'Import' },
  toCoverage: { vi: 'Độ bao phủ', en: 'Coverage' },
  toCampaigns: { vi: 'Đợt vận động', en: 'Campaigns' },
  language: { vi: 'Ngôn ngữ', en: 'Language' },
  signIn: { vi: 'Đăng nhập', en: 'Sign in' },
  signOut: { vi: 'Đăng xuất', en: 'Sign out' },
  key: { vi: 'Khóa truy cập', en: 'Access key' },
  keyHint: {
    vi: 'Khóa chỉ được giữ trong thẻ trình duyệt này và mất khi bạn đóng nó.',
    en: 'The key is kept in this browser tab only and is gone when you close it.',
  },
  keyRefused: { vi: 'Khóa này không mở được. Hãy kiểm tra lại.', en: 'This key opens nothing. Look at it again.' },
  keyUnwritable: {
    vi: 'Khóa chỉ gồm chữ cái không dấu, chữ số và dấu.',
    en: 'A key has plain letters, digits and marks only.',
  },
  loading: { vi: 'Đang tải …', en: 'Loading …' },
  noConnection: {
    vi: 'Không kết nối được với hệ thống. Hãy kiểm tra mạng rồi thử lại.',
    en: 'The hub cannot be reached. Look at the network and try again.',
  },
  unexpected: { vi: 'Có lỗi ngoài dự kiến.', en: 'Something unexpected failed.' },
  requestNumber: { vi: 'Mã yêu cầu: {id}', en: 'Request id: {id}' },
  tryAgain: { vi: 'Thử lại', en: 'Try again' },
  notFound: { vi: 'Không có trang này', en: 'There is no such page' },
  notFoundHint: {
    vi: 'Địa chỉ có thể đã gõ sai. Hãy chọn một mục ở trên.',
    en: 'The address may be mistyped. Choose a section above.',
  },
  more: { vi: 'Xem thêm', en: 'Show more' },
  shownOf: { vi: '{shown} trong {total}', en: '{shown} of {total}' },
  all: { vi: 'Tất cả', en: 'All' },
  none: { vi: 'Không', en: 'None' },
  unknown: { vi: 'chưa rõ', en: 'not known' },
  confirm: { vi: 'Đúng, làm đi', en: 'Yes, do it' },
  cancel: { vi: 'Thôi', en: 'Leave it' },
  copyAddress: { vi: 'Chép địa chỉ', en: 'Copy the address' },
  copyQuery: { vi: 'Chép câu hỏi', en: 'Copy the query' },
  copied: { vi: 'Đã chép', en: 'Copied' },
  showQuery: { vi: 'Câu hỏi GraphQL của trang này', en: 'The GraphQL query of this page' },
  print: { vi: 'In', en: 'Print' },
} satisfies Words
