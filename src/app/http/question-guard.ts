import type { DocumentNode, GraphQLSchema, OperationDefinitionNode, ValidationRule } from 'graphql'
import { queryCost } from '../../../schema/limits/query-cost.ts'
import { asksForSchema, shapeRules } from '../../../schema/limits/shape-limits.ts'
import type { Actor, Role } from '../../access/actor.ts'
import { LeastRecentlyUsed } from '../../kernel/least-recently-used.ts'
import type { QueryLimits } from '../limit-settings.ts'
import { DoorRefusal } from './door-error.ts'
import type { Rates } from './rates.ts'

/** A question as it is about to be run: found valid, its operation chosen. */
export interface Question {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

/** Holds every question, posted or streamed, to its limits. */
export interface QuestionGuard {
  /** The most tokens of its text. */
  readonly tokens: number
  /** What its text must obey beside GraphQL's own rules. */
  readonly rules: readonly ValidationRule[]
  /** Throws `DoorRefusal` when this actor may not ask this, or not so much of it. */
  letPass(question: Question, actor: Actor): Promise<void>
}

export interface GuardParts {
  readonly schema: GraphQLSchema
  readonly limits: QueryLimits
  /** Who may ask for the schema itself. */
  readonly introspection: readonly Role[]
  readonly rates: Pick<Rates, 'spend'>
}

export function questionGuard({ schema, limits, introspection, rates }: GuardParts): QuestionGuard {
  const asksSchema = remembered(asksForSchema)
  let documents = 0
  const numberOf = remembered(() => (documents += 1))
  const costs = new LeastRecentlyUsed<number>(VARIABLES_REMEMBERED)
  // What is far beyond the limit need not be counted to the end.
  const costOf = (question: Question, limit: number): number => {
    const operation = question.operation.name?.value ?? ''
    const name = `${numberOf(question.document)} ${limit} ${operation} ${JSON.stringify(question.variables)}`
    const cost = costs.get(name) ?? queryCost({ schema, ...question }, 2 * limit)
    costs.set(name, cost, name.length)
    return cost
  }
  return {
    tokens: limits.tokens,
    rules: shapeRules(limits),
    letPass: async (question, actor) => {
      if (!introspection.includes(actor.role) && asksSchema(question.document))
        throw new DoorRefusal('FORBIDDEN', 'schema-not-told')
      const limit = costLimit(limits, actor.role)
      const cost = costOf(question, limit)
      if (cost > limit) throw new DoorRefusal('QUERY_TOO_COMPLEX', 'query-too-complex', { cost, limit })
      await rates.spend(actor.id, cost)
    },
  }
}

/** The most objects that somebody may ask for at once. */
function costLimit({ officerCost, readerCost }: QueryLimits, role: Role): number {
  return role === 'ADMINISTRATOR' || role === 'DATA_OFFICER' ? officerCost : readerCost
}

/** Characters of the variables with which documents were weighed already. */
const VARIABLES_REMEMBERED = 1_000_000

/** Documents are read once and asked often. */
function remembered<Nature>(nature: (document: DocumentNode) => Nature): (document: DocumentNode) => Nature {
  const known = new WeakMap<DocumentNode, Nature>()
  return (document) => {
    const found = known.get(document) ?? nature(document)
    known.set(document, found)
    return found
  }
}
