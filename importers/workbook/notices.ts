/** What a file carries besides cells; it is never opened, run or followed, and the officer is told. */
export const NOTICE_CODES = [
  'archive-unpacked',
  'macros-ignored',
  'external-links-ignored',
  'embedded-objects-ignored',
] as const

export type NoticeCode = (typeof NOTICE_CODES)[number]

const PART_NAMES: Readonly<Partial<Record<NoticeCode, RegExp>>> = {
  'macros-ignored': /vbaproject\.bin$|^xl\/(?:macrosheets|dialogsheets)\/|^(?:Basic|Scripts)\/./i,
  'external-links-ignored': /^xl\/(?:externalLinks\/[^/]+|connections)\.(?:xml|bin)$/i,
  'embedded-objects-ignored': /^xl\/(?:embeddings|activeX)\/|^Object [^/]*\//i,
}

/** What the names of a zip's parts tell, of a workbook in OOXML or OpenDocument. */
export function noticesOfParts(paths: readonly string[]): NoticeCode[] {
  return NOTICE_CODES.filter((code) => paths.some((path) => PART_NAMES[code]?.test(path)))
}
