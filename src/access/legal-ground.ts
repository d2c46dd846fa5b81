/**
 * The grounds of Law 91/2025/QH15 and Decree 356/2025/NĐ-CP on which data are kept, read and shared: an engineer's reading, like
 * all of the privacy room.
 */
export const LEGAL_GROUNDS = {
  STATUTORY: 'Art. 19.1(c): a state body’s statutory duty, without consent',
  AGREEMENT: 'Art. 15.2(b), Art. 17; Decree Art. 7.1: a written agreement with whoever it is shared with',
  NO_PERSONS: 'none needed: it names nobody',
} as const
export type LegalGround = keyof typeof LEGAL_GROUNDS
