/** Seconds left when the share was done in so many ms. */
export function secondsLeft(share: number, tookMs: number): number | null {
  if (share < 0.02 || share >= 1) return null
  return Math.ceil((tookMs / share - tookMs) / 1000)
}
