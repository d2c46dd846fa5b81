import { hash } from 'node:crypto'
import { type GraphQLSchema, parse, stripIgnoredCharacters } from 'graphql'
import { readsFiguresOnly } from '../../../schema/figures-only.ts'
import type { Actor, Language } from '../../access/actor.ts'
import { purposeOf } from '../../access/may.ts'
import { LeastRecentlyUsed } from '../../kernel/least-recently-used.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'

/** A question as it was posted. */
export interface PostedQuestion {
  readonly query: string
  readonly operationName?: unknown
  readonly variables?: unknown
}

/** Everything beside the question that decides what its answer says. */
export interface QuestionScope {
  readonly actor: Pick<Actor, 'role' | 'scope' | 'readsFigures' | 'purposeCode'>
  readonly language: Language
  /** Days that are left out mean it. */
  readonly today: PlainDate
  /** The kinds of content that are taken: they decide the answer's own. */
  readonly accept: string
}

/** Characters of the query texts whose nature is remembered. */
const TEXTS_REMEMBERED = 2_000_000

/**
 * Gives the key of a question whose answer may be kept, null for any other. Spaces, comments and the order of variables make
 * no other question; a role, a purpose or an area scope does.
 */
export function questionKeys(schema: GraphQLSchema, maxTokens: number) {
  const natures = new LeastRecentlyUsed<string | null>(TEXTS_REMEMBERED)
  const normalOf = (query: string): string | null => {
    const known = natures.get(query)
    if (known !== undefined) return known
    const normal = normalText(schema, query, maxTokens)
    natures.set(query, normal, query.length)
    return normal
  }
  return ({ query, operationName, variables }: PostedQuestion, scope: QuestionScope): string | null => {
    const normal = normalOf(query)
    if (normal === null) return null
    const { role, scope: areas, readsFigures } = scope.actor
    const purposeCode = purposeOf(scope.actor)
    const parts = [
      normal,
      operationName ?? null,
      variables ?? null,
      role,
      areas,
      readsFigures ?? false,
      purposeCode,
      scope.language,
      scope.today,
      scope.accept,
    ]
    return hash('sha256', JSON.stringify(parts, inOrder), 'base64url')
  }
}

/** The query without spaces and comments when its answer may be kept; null when not, or when it cannot be read. */
function normalText(schema: GraphQLSchema, query: string, maxTokens: number): string | null {
  try {
    return readsFiguresOnly(schema, parse(query, { maxTokens, noLocation: true }))
      ? stripIgnoredCharacters(query)
      : null
  } catch {
    // What cannot be read is refused where every question is read.
    return null
  }
}

/** For `JSON.stringify`: objects with their keys in order. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
