import type { EnumWords } from './word.ts'

/** Every value of these enums of the contract, in the glossary's Vietnamese words. */
export const TERM_WORDS = {
  'SourceKind.AREAS': { vi: 'danh mục đơn vị hành chính', en: 'list of areas' },
  'SourceKind.AREA_CHANGES': { vi: 'thay đổi đơn vị hành chính', en: 'area changes' },
  'SourceKind.CARD_ROLL': { vi: 'danh sách thẻ', en: 'card roll' },
  'SourceKind.CARD_CHANGES': { vi: 'tăng, giảm thẻ (D03-TS)', en: 'card changes (D03-TS)' },
  'SourceKind.HOUSEHOLD_SURVEY': { vi: 'điều tra hộ gia đình', en: 'household survey' },
  'SourceKind.FIGURES': { vi: 'biểu số liệu', en: 'figures' },
  'SourceKind.TARGETS': { vi: 'biểu giao chỉ tiêu', en: 'targets' },
  'BatchStatus.READING': { vi: 'đang đọc', en: 'reading' },
  'BatchStatus.CHECKED': { vi: 'đã kiểm tra', en: 'checked' },
  'BatchStatus.COMMITTING': { vi: 'đang ghi', en: 'committing' },
  'BatchStatus.COMMITTED': { vi: 'đã ghi nhận', en: 'committed' },
  'BatchStatus.WITHDRAWN': { vi: 'đã thu hồi', en: 'withdrawn' },
  'BatchStatus.DISCARDED': { vi: 'đã bỏ', en: 'discarded' },
  'BatchStatus.FAILED': { vi: 'thất bại', en: 'failed' },
  'Severity.BLOCKING': { vi: 'lỗi chặn tệp', en: 'blocks the file' },
  'Severity.ERROR': { vi: 'lỗi dòng', en: 'row error' },
  'Severity.WARNING': { vi: 'cảnh báo', en: 'warning' },
  'Severity.NOTE': { vi: 'ghi chú', en: 'note' },
  'RowOutcome.CREATED': { vi: 'thêm mới', en: 'new' },
  'RowOutcome.UPDATED': { vi: 'cập nhật', en: 'updated' },
  'RowOutcome.UNCHANGED': { vi: 'không đổi', en: 'unchanged' },
  'RowOutcome.REJECTED': { vi: 'bị loại', en: 'rejected' },
  'RowOutcome.SKIPPED': { vi: 'bỏ qua', en: 'skipped' },
  'BatchChangeKind.CREATED': { vi: 'thêm mới', en: 'new' },
  'BatchChangeKind.UPDATED': { vi: 'cập nhật', en: 'updated' },
  'BatchChangeKind.GONE': { vi: 'không còn trong danh sách', en: 'gone' },
  'AreaLevel.COUNTRY': { vi: 'cả nước', en: 'country' },
  'AreaLevel.PROVINCE': { vi: 'tỉnh, thành phố trực thuộc trung ương', en: 'province' },
  'AreaLevel.DISTRICT': { vi: 'huyện, quận, thị xã, thành phố thuộc tỉnh', en: 'district' },
  'AreaLevel.COMMUNE': { vi: 'xã, phường, thị trấn, đặc khu', en: 'commune' },
  'AreaLevel.HAMLET': { vi: 'thôn, ấp, bản, khu phố, tổ dân phố', en: 'hamlet' },
  'AreaLevel.RESIDENT_GROUP': { vi: 'tổ nhân dân', en: 'residents’ group' },
  'Basis.REPORTED': { vi: 'theo báo cáo', en: 'reported' },
  'Basis.REGISTRY': { vi: 'theo danh sách', en: 'counted from persons' },
  'Interval.DAY': { vi: 'ngày', en: 'day' },
  'Interval.WEEK': { vi: 'tuần', en: 'week' },
  'Interval.MONTH': { vi: 'tháng', en: 'month' },
  'Interval.YEAR': { vi: 'năm', en: 'year' },
  'CoverageDimension.HOUSEHOLD_CLASS': { vi: 'theo diện hộ', en: 'by household class' },
  'CoverageDimension.PARTICIPANT_GROUP': { vi: 'theo nhóm đối tượng', en: 'by participant group' },
  'CoverageDimension.PARTICIPANT_CODE': { vi: 'theo mã đối tượng', en: 'by participant code' },
  'CoverageDimension.SEX': { vi: 'theo giới tính', en: 'by sex' },
  'CoverageDimension.AGE_BAND': { vi: 'theo nhóm tuổi', en: 'by age' },
  'CoverageChangeReason.NEW': { vi: 'tham gia lần đầu', en: 'first card ever' },
  'CoverageChangeReason.RENEWED': { vi: 'tham gia lại', en: 'a card again, after days without' },
  'CoverageChangeReason.MOVED_IN': { vi: 'chuyển đến', en: 'moved here' },
  'CoverageChangeReason.LISTED': { vi: 'mới có trong danh sách', en: 'newly listed here' },
  'CoverageChangeReason.LAPSED': { vi: 'hết hạn chưa gia hạn', en: 'ended and not renewed' },
  'CoverageChangeReason.DECREASED': { vi: 'báo giảm', en: 'reported as a decrease' },
  'CoverageChangeReason.DIED': { vi: 'chết', en: 'died' },
  'CoverageChangeReason.GONE': { vi: 'không còn trong danh sách thẻ', en: 'no longer in the roll' },
  'CoverageChangeReason.MOVED_OUT': { vi: 'chuyển đi', en: 'moved away' },
  'CoverageChangeReason.DELISTED': { vi: 'không còn trong danh sách hộ', en: 'no longer in the household list' },
  'CoverageChangeReason.BORDERS': { vi: 'thay đổi địa giới', en: 'borders changed' },
  'Sex.FEMALE': { vi: 'nữ', en: 'female' },
  'Sex.MALE': { vi: 'nam', en: 'male' },
  'AgeBand.UNDER_6': { vi: 'dưới 6 tuổi', en: 'under 6' },
  'AgeBand.FROM_6_TO_17': { vi: '6 đến 17 tuổi', en: '6 to 17' },
  'AgeBand.FROM_18_TO_59': { vi: '18 đến 59 tuổi', en: '18 to 59' },
  'AgeBand.FROM_60_TO_79': { vi: '60 đến 79 tuổi', en: '60 to 79' },
  'AgeBand.FROM_80': { vi: 'từ 80 tuổi', en: '80 and over' },
  'HouseholdClass.POOR': { vi: 'hộ nghèo', en: 'poor' },
  'HouseholdClass.NEAR_POOR': { vi: 'hộ cận nghèo', en: 'near-poor' },
  'HouseholdClass.MIDDLE_INCOME_FARMING': {
    vi: 'hộ làm nông, lâm, ngư, diêm nghiệp có mức sống trung bình',
    en: 'farming, average living standard',
  },
  'HouseholdClass.OTHER': { vi: 'hộ khác', en: 'other' },
  'ParticipantGroup.EMPLOYMENT': { vi: 'nhóm 1', en: 'group 1: employee and employer pay' },
  'ParticipantGroup.SOCIAL_INSURANCE_FUND': { vi: 'nhóm 2', en: 'group 2: the insurance fund pays' },
  'ParticipantGroup.STATE_BUDGET': { vi: 'nhóm 3', en: 'group 3: the budget pays' },
  'ParticipantGroup.STATE_SUPPORTED': { vi: 'nhóm 4', en: 'group 4: the budget pays a part' },
  'ParticipantGroup.HOUSEHOLD': { vi: 'nhóm 5', en: 'group 5: the household pays' },
  'ParticipantGroup.EMPLOYER': { vi: 'nhóm 6', en: 'group 6: the employer pays' },
  'Purpose.STATISTICS': { vi: 'thống kê, phân tích', en: 'statistics' },
  'Purpose.REGISTER_KEEPING': { vi: 'quản lý dữ liệu người tham gia', en: 'register keeping' },
  'Purpose.CAMPAIGNS': { vi: 'tổ chức đợt vận động', en: 'campaigns' },
  'Purpose.INSPECTION': { vi: 'thanh tra, kiểm tra', en: 'inspection' },
  'Purpose.SEGMENT_SERVICE': { vi: 'cung cấp dữ liệu cho đối tác', en: 'segment service' },
  'Purpose.ADMINISTRATION': { vi: 'quản trị hệ thống', en: 'administration' },
  'Role.ADMINISTRATOR': { vi: 'quản trị', en: 'administrator' },
  'Role.DATA_OFFICER': { vi: 'cán bộ dữ liệu', en: 'data officer' },
  'Role.ANALYST': { vi: 'phân tích viên', en: 'analyst' },
  'Role.PARTNER': { vi: 'đối tác', en: 'partner' },
} satisfies EnumWords<
  | 'SourceKind'
  | 'BatchStatus'
  | 'Severity'
  | 'RowOutcome'
  | 'BatchChangeKind'
  | 'AreaLevel'
  | 'Basis'
  | 'Interval'
  | 'CoverageDimension'
  | 'CoverageChangeReason'
  | 'Sex'
  | 'AgeBand'
  | 'HouseholdClass'
  | 'ParticipantGroup'
  | 'Purpose'
  | 'Role'
>
