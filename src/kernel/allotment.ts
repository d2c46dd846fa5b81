/**
 * Shares a whole number out by weight so that the shares are whole and add up to it, as seats are shared out after an
 * election (Sainte-Laguë): of one unit more nobody ever gets fewer, which the largest remainder cannot promise. So a part
 * of a number never gets more of anything than the whole of it, and what is shared out kind by kind, each on top of the
 * ones before, adds up to what is shared out at once. Equal claims go by place in the list. Weights of 0 or less get
 * nothing; throws when no weight is above zero and there is something to share.
 */
export function allotted(total: number, weights: readonly number[]): number[] {
  if (total === 0) return weights.map(() => 0)
  const sum = weights.reduce((so, weight) => so + Math.max(0, weight), 0)
  if (!(sum > 0)) throw new RangeError('no weight above zero')
  // Rounding this much of the total can give at most the total away; at most a unit for each weight is left.
  const safe = Math.max(0, total - weights.length / 2)
  const shares = weights.map((weight) => Math.max(0, Math.ceil((Math.max(0, weight) / sum) * safe - 0.5)))
  const given = shares.reduce((so, share) => so + share, 0)
  for (let left = total - given; left > 0; left -= 1) {
    const next = strongestClaim(shares, weights)
    shares[next] = (shares[next] ?? 0) + 1
  }
  return shares
}

function strongestClaim(shares: readonly number[], weights: readonly number[]): number {
  const claims = weights.map((weight, index) => Math.max(0, weight) / (2 * (shares[index] ?? 0) + 1))
  return claims.indexOf(Math.max(...claims))
}
