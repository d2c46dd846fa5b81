/** Numbers by the names of a table. */
export type NamedNumbers<Table extends Readonly<Record<string, number>>> = { readonly [Name in keyof Table]: number }

/** The numbers of pairs such as `rows=200000 textLength=2000`; undefined unless each is a known name, said once, from 1 on. */
export function readPairs<Name extends string>(
  text: string,
  names: readonly Name[],
): Readonly<Partial<Record<Name, number>>> | undefined {
  const said: Partial<Record<Name, number>> = {}
  for (const pair of text.split(/[\s,]+/)) {
    const [, word, digits] = /^(\w+)=([1-9]\d{0,8})$/.exec(pair) ?? []
    const name = names.find((known) => known === word)
    if (name === undefined || said[name] !== undefined) return undefined
    said[name] = Number(digits)
  }
  return said
}

/** The table with what the pairs say in its place. */
export function saidNumbers<Table extends Readonly<Record<string, number>>>(
  text: string,
  table: Table,
): NamedNumbers<Table> | undefined {
  const said = readPairs(text, Object.keys(table))
  return said && { ...table, ...said }
}

/** The table as pairs. */
export function writtenNumbers(table: Readonly<Record<string, number>>): string {
  return Object.entries(table)
    .map(([name, number]) => `${name}=${number}`)
    .join(' ')
}
