/**
 * Participant codes of pupils and students (học sinh, sinh viên), whose cards the state supports: Luật BHYT Điều 12 khoản 4,
 * QĐ 1351/QĐ-BHXH. A poor pupil holds HN, a pupil under six TE: the code alone does not tell all of them.
 */
export const STUDENT_CODES = ['HS', 'SV'] as const
