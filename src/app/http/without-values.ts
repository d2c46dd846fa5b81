/** What of GraphQL's own messages repeats a value, and what is said in its place. */
const REPEATED: readonly (readonly [RegExp, string])[] = [
  [/^(Expected value of type "[^"]*"), found .*$/s, '$1.'],
  [/( cannot represent [^:"]*value): .*$/s, '$1.'],
  [/^(Argument "\w+" (?:of type "[^"]*" )?has invalid value) .*$/s, '$1.'],
  [/^Value ".*?" (does not exist in "\w+" enum).*$/s, 'The value $1.'],
  [/((?:Block)?String) ".*"/gs, '$1'],
]

/** A name of the language or of the schema: a field, a type, a variable, a coordinate. */
const NAME = /^[$@[]?[_A-Za-z][\w.]*[\]!]*(?:\(\w+:\))?$/

/**
 * A message of GraphQL's about a query, with the names in it and without the values: an officer's mistake in a variable must not
 * carry a citizen's number into logs of proxies and clients. Where it stands is told by its locations.
 */
export function withoutValues(message: string): string {
  const variable = /^Variable "\$(\w+)" got invalid value /.exec(message)?.[1]
  if (variable !== undefined) return aboutVariable(message, variable)
  const named = REPEATED.reduce((text, [found, said]) => text.replace(found, said), message)
  return named
    .replace(/"([^"\n]*)"/g, (quoted, text: string) => (NAME.test(text) ? quoted : '"…"'))
    .replace(/\d{5,}/g, '…')
}

/** The variable in which a message of GraphQL's found a wrong value, or the place in it; null when it is about none. */
export function variablePlace(message: string): string | null {
  const name = /^Variable "\$(\w+)" got invalid value /.exec(message)?.[1]
  if (name === undefined) return null
  return `$${placeIn(message, name) ?? name}`
}

function placeIn(message: string, name: string): string | undefined {
  return new RegExp(` at "(${name}[\\w.[\\]]*)"; `).exec(message)?.[1]
}

function aboutVariable(message: string, name: string): string {
  const place = placeIn(message, name)
  const type = /Expected (?:non-nullable )?type "([\w![\]]+)"/.exec(message)?.[1]
  const where = place === undefined ? '' : ` at "${place}"`
  const expected = type === undefined ? '' : ` Expected type "${type}".`
  return `Variable "$${name}" got a value${where} that does not fit.${expected}`
}
