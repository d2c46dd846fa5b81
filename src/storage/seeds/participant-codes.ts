/** Code, payer group (1–5, see `ParticipantGroup`; null when no document says), Vietnamese meaning, English name. */
type ParticipantCodeSeed = readonly [code: string, group: number | null, nameVi: string, nameEn: string]

/**
 * Mã đối tượng tham gia bảo hiểm y tế: the first two letters of a card number. The 43 codes of Quyết định 1351/QĐ-BHXH in
 * the law's order (Luật BHYT Điều 12), which also decides under which code a person with several cards counts; then two
 * that later documents brought: LH (Công văn 38/BYT-BH) and AK (Nghị định 188/2025). Codes seen on cards whose meaning no
 * document confirms are not here: the import stores them with a warning and without a group.
 */
const PARTICIPANT_CODES: readonly ParticipantCodeSeed[] = [
  ['DN', 1, 'Người lao động trong doanh nghiệp (Luật Doanh nghiệp; Luật Đầu tư)', 'Employees of enterprises'],
  ['HX', 1, 'Người lao động trong hợp tác xã / liên hiệp HTX', 'Employees of cooperatives'],
  [
    'CH',
    1,
    'Người lao động trong cơ quan nhà nước / đơn vị sự nghiệp / LLVT / tổ chức chính trị - xã hội',
    'Employees of state bodies, public units, armed forces and mass organisations',
  ],
  [
    'NN',
    1,
    'Người lao động trong cơ quan/tổ chức nước ngoài hoặc quốc tế tại VN',
    'Employees of foreign and international organisations in Vietnam',
  ],
  ['TK', 1, 'Người lao động trong tổ chức khác có sử dụng lao động', 'Employees of other organisations'],
  ['HC', 1, 'Cán bộ/công chức/viên chức', 'Officials and civil servants'],
  ['XK', 1, 'Người hoạt động không chuyên trách ở xã/phường/thị trấn', 'Part-time commune staff'],
  [
    'HT',
    2,
    'Người hưởng lương hưu / trợ cấp mất sức lao động hàng tháng',
    'Pensioners and recipients of loss-of-capacity benefit',
  ],
  [
    'TB',
    2,
    'Người hưởng trợ cấp BHXH hàng tháng do TNLĐ/BNN',
    'Recipients of work-accident or occupational-disease benefit',
  ],
  ['NO', 2, 'Người nghỉ việc hưởng ốm đau dài ngày', 'On long-term sick leave'],
  ['CT', 2, 'Người từ đủ 80 tuổi hưởng trợ cấp tuất hàng tháng', 'Survivor-benefit recipients aged 80 and over'],
  [
    'XB',
    2,
    'Cán bộ xã đã nghỉ việc hưởng trợ cấp BHXH hàng tháng',
    'Former commune officials on social-insurance benefit',
  ],
  ['TN', 2, 'Người hưởng trợ cấp thất nghiệp', 'Recipients of unemployment benefit'],
  ['CS', 2, 'Công nhân cao su nghỉ việc hưởng trợ cấp (QĐ 206/CP 1979)', 'Former rubber workers on benefit'],
  ['QN', 3, 'Quân nhân tại ngũ / cơ yếu hưởng lương như quân nhân', 'Serving military'],
  ['CA', 3, 'Công an nhân dân', 'Police'],
  ['CY', 3, 'Người làm công tác cơ yếu', 'Cipher staff'],
  ['XN', 3, 'Cán bộ xã đã nghỉ việc hưởng trợ cấp từ NSNN', 'Former commune officials on state-budget benefit'],
  [
    'MS',
    3,
    'Người thôi hưởng trợ cấp mất sức đang hưởng trợ cấp từ NSNN',
    'Former loss-of-capacity recipients on state-budget benefit',
  ],
  ['CC', 3, 'Người có công (nhóm ưu tiên cao; thương/bệnh binh >=81%)', 'People with merit, first priority'],
  ['CK', 3, 'Người có công khác (trừ CC)', 'Other people with merit'],
  ['CB', 3, 'Cựu chiến binh', 'War veterans'],
  [
    'KC',
    3,
    'Người tham gia kháng chiến / TNXP / dân công hỏa tuyến (trừ CC CK CB)',
    'Resistance participants, youth volunteers and front-line labourers',
  ],
  ['HD', 3, 'Đại biểu Quốc hội / HĐND đương nhiệm', 'Serving deputies of the National Assembly and People’s Councils'],
  ['TE', 3, 'Trẻ em dưới 6 tuổi (kể cả đủ 72 tháng chưa đến kỳ nhập học)', 'Children under six'],
  ['BT', 3, 'Người hưởng trợ cấp bảo trợ xã hội hàng tháng', 'Recipients of monthly social assistance'],
  ['HN', 3, 'Người thuộc hộ gia đình nghèo', 'Members of poor households'],
  ['DT', 3, 'Người DTTS sống ở vùng KT-XH khó khăn / đặc biệt khó khăn', 'Ethnic minorities in areas of hardship'],
  ['DK', 3, 'Người sống ở vùng KT-XH đặc biệt khó khăn', 'Residents of areas of extreme hardship'],
  ['XD', 3, 'Người sống ở xã đảo / huyện đảo', 'Residents of island communes and districts'],
  ['TS', 3, 'Thân nhân liệt sỹ; người nuôi dưỡng liệt sỹ', 'Relatives and carers of martyrs'],
  ['TC', 3, 'Thân nhân người có công (trừ TS)', 'Relatives of people with merit'],
  ['TQ', 3, 'Thân nhân của đối tượng QN', 'Relatives of serving military'],
  ['TA', 3, 'Thân nhân của đối tượng CA', 'Relatives of police'],
  ['TY', 3, 'Thân nhân của đối tượng CY', 'Relatives of cipher staff'],
  ['HG', 3, 'Người đã hiến bộ phận cơ thể', 'Organ donors'],
  ['LS', 3, 'Người nước ngoài học tại VN được học bổng NSNN VN', 'Foreign students on Vietnamese state scholarships'],
  ['PV', 3, 'Người phục vụ người có công', 'Carers of people with merit'],
  ['CN', 4, 'Người thuộc hộ gia đình cận nghèo', 'Members of near-poor households'],
  ['HS', 4, 'Học sinh', 'School pupils'],
  ['SV', 4, 'Sinh viên', 'Students'],
  [
    'GB',
    4,
    'Người thuộc hộ làm nông-lâm-ngư-diêm nghiệp có mức sống trung bình',
    'Middle-income farming, forestry, fishing and salt households',
  ],
  ['GD', 5, 'Người tham gia BHYT theo hộ gia đình', 'Households insuring themselves'],
  ['LH', null, 'Người từ đủ 75 tuổi hưởng trợ cấp hưu trí xã hội', 'People aged 75 and over on social pension'],
  ['AK', null, 'Dân cư xã an toàn khu', 'Residents of revolutionary base communes'],
]

/** The statement that fills `participant_code`; `code_no` follows the same order. */
export function participantCodesSql(): string {
  const values = PARTICIPANT_CODES.map(
    ([code, group, nameVi, nameEn], index) => `('${code}', ${group}, ${index + 1}, '${nameVi}', '${nameEn}')`,
  )
  return `insert into participant_code (code, participant_group, law_order, name_vi, name_en) values\n${values.join(',\n')};`
}
