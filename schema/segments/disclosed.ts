import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql'
import { BadRequest } from '../../src/kernel/page.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'

/** What a segment gives of a thing besides its plain fields: the answers of fields that are otherwise looked up. */
interface Disclosure {
  /** The day that the answers are of. */
  readonly day: PlainDate
  readonly answers: Readonly<Record<string, unknown>>
}

const DISCLOSURE = Symbol('disclosure')

/** A household, member, card or area of a segment. It brings its answers along, and nothing else is ever asked for it. */
export function disclosed<Plain extends object>(plain: Plain, disclosure: Disclosure): Plain {
  return Object.assign(plain, { [DISCLOSURE]: disclosure })
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
        const disclosure = (source as { [DISCLOSURE]?: Disclosure })[DISCLOSURE]
        if (disclosure === undefined) return resolve(source, args, context, info)
        return answerOf(disclosure, info.fieldName, args)
      }
    }
  }
  return schema
}

function answerOf(
  { day, answers }: Disclosure,
  field: string,
  { asOf }: { readonly asOf?: PlainDate | null },
): unknown {
  if (!Object.hasOwn(answers, field)) return notGiven(field)()
  if (asOf && asOf !== day)
    throw new BadRequest('segment-other-day', `the segment was asked for ${day}`, { day, found: asOf })
  return answers[field]
}
