import { PARTICIPANT_GROUPS, type ParticipantGroup } from '../../src/enrolments/participant-group.ts'

/** A row of an answer, however the server nests and names it: what all servers must agree on. */
export type Line = Readonly<Record<string, unknown>>
type Value = Readonly<Record<string, unknown>>

/** Things that hang on a row and whose fields have names that the row's own may have. */
const PREFIXED = ['parent', 'target', 'enrolment']
/** Every server has ids and cursors of its own. */
const OWN = ['id', 'pageInfo']

/** The rows of an answer of any of the servers, in its order: each before those that hang on it. */
export function linesOf(text: string): readonly Line[] {
  return linesIn((JSON.parse(text) as { readonly data: Value }).data)
}

function linesIn(value: Value): Line[] {
  const lists: Value[] = []
  const line = flattened(value, '', lists)
  const below = lists.flatMap(linesIn)
  return Object.keys(line).length === 0 ? below : [line, ...below]
}

/** The plain values of a row and of the single things that hang on it; their lists go into `lists`. */
function flattened(value: Value, prefix: string, lists: Value[]): Line {
  const line: Record<string, unknown> = {}
  for (const [name, found] of Object.entries(value)) {
    if (OWN.includes(name)) continue
    if (Array.isArray(found)) lists.push(...(found as Value[]))
    else if (typeof found !== 'object' || found === null)
      line[prefix === '' ? name : prefix + capital(name)] = told(name, found)
    else Object.assign(line, flattened(found as Value, PREFIXED.includes(name) ? name : prefix, lists))
  }
  return line
}

/** The peers know groups by their numbers. */
function told(name: string, value: unknown): unknown {
  if (name !== 'participantGroup' || typeof value !== 'string') return value
  return PARTICIPANT_GROUPS.indexOf(value as ParticipantGroup) + 1
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
