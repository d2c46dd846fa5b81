/** A name that exists, with its plain key. */
export interface KnownName {
  readonly plain: string
  readonly name: string
}

const MOST = 3

/** Up to three names that a person may have meant: at most a third of the letters differ, the nearest first. */
export function nearNames(plain: string, known: readonly KnownName[]): string[] {
  const farthest = Math.max(1, Math.floor(plain.length / 3))
  return known
    .map(({ plain: other, name }) => ({ name, distance: editDistance(plain, other, farthest) }))
    .filter(({ distance }) => plain !== '' && distance <= farthest)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ name }) => name)
}

/** Letters to add, leave out or change to get from one to the other; `farthest + 1` when there are more. */
export function editDistance(from: string, to: string, farthest: number): number {
  if (Math.abs(from.length - to.length) > farthest) return farthest + 1
  let above = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const line = [i]
    for (let j = 1; j <= to.length; j++) {
      const changed = (above[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      line.push(Math.min(changed, (above[j] ?? 0) + 1, (line[j - 1] ?? 0) + 1))
    }
    if (Math.min(...line) > farthest) return farthest + 1
    above = line
  }
  return Math.min(above[to.length] ?? 0, farthest + 1)
}
