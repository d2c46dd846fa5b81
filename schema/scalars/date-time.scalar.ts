import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

const ISO_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

function readMoment(value: unknown): Date {
  const text = value instanceof Date ? value.toISOString() : value
  const moment = typeof text === 'string' && ISO_MOMENT.test(text) ? new Date(text) : null
  if (moment === null || Number.isNaN(moment.getTime())) {
    throw new GraphQLError(`DateTime must be an ISO 8601 moment with its zone, found ${JSON.stringify(value)}`)
  }
  return moment
}

/** A moment, given in UTC: `2026-11-21T09:30:00.000Z`. Reading demands a zone, for a moment without one is no moment. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment in ISO 8601 with its zone; answers are in UTC (2026-11-21T09:30:00.000Z).',
  serialize: (value) => readMoment(value).toISOString(),
  parseValue: readMoment,
  parseLiteral: (node) => readMoment(node.kind === Kind.STRING ? node.value : null),
})
