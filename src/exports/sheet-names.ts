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

/** Without what Excel forbids, which is an apostrophe at either end among others; never half of a character at the cut. */
function cutToFit(name: string, ending: string): string {
  const allowed = name
    .replace(/[\\/?*[\]:]/g, ' ')
    .replaceAll("'", '’')
    .replace(/\s+/g, ' ')
    .trim()
  const cut = (allowed === '' ? 'Sheet' : allowed).slice(0, LONGEST - ending.length).replace(/[\uD800-\uDBFF]$/, '')
  return `${cut}${ending}`
}

function fold(name: string): string {
  return name.toLowerCase()
}

function same(one: string, other: string): boolean {
  return fold(one) === fold(other)
}
