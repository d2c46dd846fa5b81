/**
 * Shares a whole number out by weight so that the shares are whole and add up to it exactly (largest remainder, as seats
 * are shared out after an election). Throws when no weight is above zero.
 */
export function allot(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((so, weight) => so + weight, 0)
  if (!(sum > 0)) throw new RangeError('no weight above zero')
  const exact = weights.map((weight) => (total * weight) / sum)
  const shares = exact.map(Math.floor)
  const left = total - shares.reduce((so, share) => so + share, 0)
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}
