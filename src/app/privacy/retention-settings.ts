import { type Setting, wholeNumber } from '../setting.ts'

/** How long what is kept. The law asks for no longer than the purpose needs and names no days: these are ours. */
export const RETENTION_SETTINGS = {
  keepFilesDays: days(
    'BAOPHU_KEEP_FILES_DAYS',
    'Days for which the bytes of a file are kept once its batch is written, undone or put aside; a file that was checked and then left alone is put aside after as many.',
    90,
  ),
  keepFindingsDays: days(
    'BAOPHU_KEEP_FINDINGS_DAYS',
    'Days for which issues and rejected rows tell what the cells held; where and what is wrong stays.',
    30,
  ),
  keepPersonsDays: days(
    'BAOPHU_KEEP_PERSONS_DAYS',
    'Days for which it is kept who somebody was, after their last day at home and with a card; what they count as stays.',
    1826,
  ),
  keepAuditDays: days('BAOPHU_KEEP_AUDIT_DAYS', 'Days for which entries of the audit log are kept.', 730),
}

function days(variable: string, meaning: string, fallback: number): Setting<number> {
  return {
    variable,
    meaning: `${meaning} 0 keeps them for good.`,
    fallback: String(fallback),
    expected: 'a whole number of days, 0 to 36500',
    read: wholeNumber(0, 36_500),
  }
}
