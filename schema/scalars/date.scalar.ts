import { GraphQLScalarType, Kind } from 'graphql'
import { type PlainDate, parsePlainDate } from '../../src/kernel/plain-date.ts'

/** What is said of a value that is no day: GraphQL adds where it stands, and the doors say it in the reader's language. */
export const NO_REAL_DAY = 'Date must be a real day written YYYY-MM-DD'

/** Days that were read lately: an answer writes the same ones hundreds of times. */
const known = new Set<unknown>()
const MOST_KNOWN = 20_000

function readDay(value: unknown): PlainDate {
  if (known.has(value)) return value as PlainDate
  const day = typeof value === 'string' ? parsePlainDate(value) : null
  if (day === null) throw new TypeError(NO_REAL_DAY)
  if (known.size >= MOST_KNOWN) known.clear()
  known.add(day)
  return day
}

/** A calendar day, `2017-09-30`: no clock and no time zone, so that no reader's zone can move it. */
export const DateScalar = new GraphQLScalarType<PlainDate, string>({
  name: 'Date',
  description: 'A calendar day without a clock or a time zone, written YYYY-MM-DD (2017-09-30).',
  serialize: readDay,
  parseValue: readDay,
  parseLiteral: (node) => readDay(node.kind === Kind.STRING ? node.value : null),
})
