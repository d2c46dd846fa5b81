/** The longest name that Excel allows a sheet. */
const LONGEST = 31

/**
 * A name for each sheet that Excel takes and no other sheet has, compared as Excel does, without regard to case: the first
 * text; where several share it, with the second; where that does not tell them apart, with a number.
 */
export function distinctSheetNames(wanted: readonly (readonly [name: string, context: string])[]): readonly string[] {
  const first = wanted.map(([name]) => cutToFit(name, ''))
  const shared = new Set(
    first.filter((name, index) => first.findIndex((other) => same(name, other)) !== index).map(fold),
  )
  const taken = new Set<string>()
  return wanted.map(([name, context], index) => {
    const own = first[index] ?? ''
    const base = shared.has(fold(own)) && context !== '' ? `${name} ${context}` : name
    let found = cutToFit(base, '')
    for (let number = 2; taken.has(fold(found)); number += 1) found = cutToFit(base, ` (${number})`)
    taken.add(fold(found))
    return found
  })
}

function cutToFit(name: string, ending: string): string {
  const allowed = name
    .replace(/[\\/?*[\]:]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return `${[...(allowed === '' ? 'Sheet' : allowed)].slice(0, LONGEST - ending.length).join('')}${ending}`
}

function fold(name: string): string {
  return name.toLowerCase()
}

function same(one: string, other: string): boolean {
  return fold(one) === fold(other)
}
