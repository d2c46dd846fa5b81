/** The letters of an address' column (`D` of `Sheet1!D17` and `Sheet1!D`); empty for a whole row (`Sheet1!17`). */
export function lettersOf(address: string): string {
  return /!([A-Z]*)\d*$/.exec(address)?.[1] ?? ''
}

/** `A` for 0, `AA` for 26. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** 0 for `A`, 26 for `AA`. */
export function columnIndex(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
