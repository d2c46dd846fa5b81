import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql'
import { BadRequest } from '../../src/kernel/page.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'

const DAY = Symbol('the day that a segment was asked for')

/** Something that a segment gives: whatever is asked of it is answered with a property of its own, or refused. */
interface Disclosed {
  [DAY]?: PlainDate
}

/**
 * Makes this a household, member, card or area of a segment on the day. Its own properties are all that the segment gives of it,
 * under the names of the contract's fields; nothing is ever looked up for it.
 */
export function disclose(thing: object, day: PlainDate): void {
  const disclosed: Disclosed = thing
  disclosed[DAY] = day
}

/** For a field that is never null and that the segment does not give. */
export function notGiven(field: string): () => never {
  return () => {
    throw new BadRequest('segment-field-not-given', `the segment does not give ${field}`, { found: field })
  }
}

/**
 * Makes every looked-up field of every type answer for a thing of a segment with what the segment gives, and with a refusal when
 * it does not give it: closed for every field that is ever added, without a word there.
 */
export function keepToDisclosed(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || roots.includes(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field
      if (!resolve || resolve === defaultFieldResolver) continue
      field.resolve = (source, args, context, info) => {
        const day = (source as Disclosed)[DAY]
        return day === undefined ? resolve(source, args, context, info) : answerOf(source, day, info.fieldName, args)
      }
    }
  }
  return schema
}

function answerOf(
  thing: Readonly<Record<string, unknown>>,
  day: PlainDate,
  field: string,
  { asOf }: { readonly asOf?: PlainDate | null },
): unknown {
  if (!Object.hasOwn(thing, field)) return notGiven(field)()
  if (asOf && asOf !== day)
    throw new BadRequest('segment-other-day', `the segment was asked for ${day}`, { day, found: asOf })
  return thing[field]
}
