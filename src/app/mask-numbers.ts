/** Numbers of persons have nine digits and more (CMND 9, social insurance 10, CCCD 12, cards 10 or two letters and 13). */
const IN_ONE = /(?:\p{L}{2})?\p{Nd}{9,}/gu
/** The same in groups, as people write them: 099 080 000 123. */
const IN_GROUPS = /\p{Nd}{2,4}(?:[ .-]\p{Nd}{3,4}){2,}/gu

/** A text, or a number, without what looks like the number of a person or a card. Codes of areas, days and counts stay. */
export function maskNumbers(text: string | number): string {
  return String(text)
    .replace(IN_ONE, '…')
    .replace(IN_GROUPS, (group) => (digitsIn(group) >= 9 ? '…' : group))
}

function digitsIn(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0
}
