import {
  buildSchema,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { readyQuery } from '../../../src/app/answers/ready-query.ts'
import { operationRunner } from '../../../src/app/answers/run-query.ts'
import { seeded } from '../../support/drawn-map.ts'
import fc from '../../support/fast-check.ts'

const SDL = `
  interface Named { name: String }
  enum Colour { RED GREEN }
  scalar Day
  input In { a: Int = 3, b: [String!] }
  type Thing implements Named {
    name: String, id: ID!, size: Int, sure: Int!, colour: Colour, day: Day, tags: [String], marks: [Int!]
    other: Thing, certain: Thing!, things: [Thing], sureThings: [Thing!]!, deep: [[Thing]]
    echo(text: String = "x", number: Int, in: In): String
    asked: Thing, method(times: Int = 2): String
  }
  type Query { thing: Thing, sureThing: Thing!, things: [Thing!], named: Named, echo(text: String!, in: In): String }
  type Mutation { change: Thing }
`
const schema = withResolvers(buildSchema(SDL))

/** Asks both for the same and gives both answers. */
async function both(text: string, world: () => unknown, variables: Record<string, unknown> = {}) {
  const document = parse(text)
  const ours = await askOurs(text, world, variables)
  const theirs = await settled(
    (contextValue) => execute({ schema, document, variableValues: variables, contextValue }),
    world,
  )
  return { ours, theirs, isReady: readyQuery(schema, document, operationOf(document)) !== null }
}

async function askOurs(text: string, world: () => unknown, variables: Record<string, unknown> = {}) {
  const document = parse(text)
  expect(validate(schema, document)).toEqual([])
  const run = operationRunner(schema)
  const asked = { document, operation: operationOf(document), operationName: null, variables }
  return settled((context) => run({ ...asked, context }), world)
}

const THING = () => ({ name: 'một', id: 7, size: 3, sure: 1, colour: 'RED', day: '2017-09-30', tags: ['a', null] })

describe('a query that was made ready', () => {
  test('answers values, lists, arguments and fragments', async () => {
    const { ours, theirs, isReady } = await both(
      `query Q($n: Int, $in: In) { a: thing { ...P id asked { __typename size } } b: thing { echo(number: $n, in: $in) more: echo(text: "y") method }
        ... on Query { things { ... on Named { name } tags colour } } }
      fragment P on Thing { name, id, asked { name } }`,
      () => ({ ...THING(), method: ({ times }: { times: number }) => 'x'.repeat(times), asked: THING() }),
      { n: 4, in: { b: 'one' } },
    )
    expect(isReady).toBe(true)
    expect(ours.data).toMatchObject({ a: { id: '7', asked: { __typename: 'Thing', size: 3, name: 'một' } } })
    expect(Object.keys((ours.data?.a ?? {}) as object)).toEqual(['name', 'id', 'asked'])
    expect(ours.data?.b).toEqual({
      echo: '{"text":"x","number":4,"in":{"a":3,"b":["one"]}}',
      more: '{"text":"y"}',
      method: 'xx',
    })
    expect(plain(ours)).toEqual(plain(theirs))
  })

  test.each([
    ['a null where none may be', { ...THING(), sure: null }],
    ['a leaf that cannot be written', { ...THING(), sure: 'many' }],
    ['an error instead of a value', { ...THING(), sure: new Error('broken') }],
  ])('tells %s with its path, and what it makes null', async (_, certain) => {
    const { ours, theirs } = await both('{ thing { other { id certain { sure size } } name } }', () => ({
      ...THING(),
      other: { ...THING(), certain },
    }))
    expect(ours.data).toEqual({ thing: { other: null, name: 'một' } })
    expect(ours.errors?.map(({ path }) => path)).toEqual([['thing', 'other', 'certain', 'sure']])
    expect(plain(ours)).toEqual(plain(theirs))
  })

  test('variables that are wrong are told as graphql-js tells them', async () => {
    const { ours, theirs } = await both('query Q($t: String!) { echo(text: $t) }', THING, { t: 4 })
    expect(ours.errors).toHaveLength(1)
    expect('data' in ours).toBe(false)
    expect(plain(ours)).toEqual(plain(theirs))
  })

  test.each([
    '{ named { name } }',
    '{ __schema { queryType { name } } }',
    'mutation { change { id } }',
    'query Q($yes: Boolean = true) { thing { id @include(if: $yes) } }',
    '{ thing { __proto__: name } }',
    `{ thing { ...F11 } } ${Array.from({ length: 11 }, (_, n) => `fragment F${n + 1} on Thing { a: other { ...F${n} } other { ...F${n} } }`).join(' ')} fragment F0 on Thing { id }`,
  ])('%s is left to graphql-js', async (text) => {
    const { ours, theirs, isReady } = await both(text, THING)
    expect(isReady).toBe(false)
    expect(plain(ours)).toEqual(plain(theirs))
  })

  test('waits for nobody behind an item that makes the list null, and forgets nobody', async () => {
    const things = [new Later(0.1, null), null]
    const { data, errors } = await askOurs('{ thing { other { sureThings { id } } } }', () => ({
      other: { sureThings: things },
    }))
    expect(data).toEqual({ thing: { other: null } })
    expect(errors?.map(({ path }) => path)).toEqual([['thing', 'other', 'sureThings', 1]])
  })

  test('nothing that a query says is ever run', async () => {
    const text = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dglobalThis.wasRun=1'
    const { ours } = await both(`{ echo(text: ${JSON.stringify(text)}) constructor: thing { toString: id } }`, THING)
    expect(ours.data).toEqual({ echo: JSON.stringify({ text }), constructor: { toString: '7' } })
    expect('wasRun' in globalThis).toBe(false)
  })

  test('any query about any world is answered as graphql-js answers it', async () => {
    let ready = 0
    let withErrors = 0
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const draw = seeded(seed)
        const text = drawQuery(draw)
        if (validate(schema, parse(text)).length > 0) return
        const variables = draw() < 0.8 ? { n: 5, in: { a: 1 }, t: 'x' } : { n: 'no', in: { c: 1 } }
        const { ours, theirs, isReady } = await both(text, () => drawnThing(seed, 'root', 2), variables)
        ready += isReady ? 1 : 0
        withErrors += ours.errors ? 1 : 0
        expect(plain(ours)).toEqual(plain(theirs))
        expect(JSON.stringify(ours.data)).toBe(JSON.stringify(theirs.data))
      }),
      { numRuns: 600 },
    )
    expect(ready).toBeGreaterThan(200)
    expect(withErrors).toBeGreaterThan(100)
  })
})

/** What a client is told: errors with message, path and place. Those that happen at the same moment may come in any order. */
function plain({ data, errors }: ExecutionResult) {
  const told = errors?.map((error) => JSON.stringify(error)).sort()
  return { data: data === undefined ? 'none' : data && JSON.parse(JSON.stringify(data)), errors: told }
}

function operationOf(document: DocumentNode) {
  const operation = document.definitions.find((definition) => definition.kind === 'OperationDefinition')
  if (!operation) throw new Error('there is no operation')
  return operation
}

/** A value that comes later: when its turn has come, whoever asked for it first. */
class Later {
  readonly turn: number
  readonly value: unknown

  constructor(turn: number, value: unknown) {
    this.turn = turn
    this.value = value
  }
}

/** Values that come later come one at a time, by their turn, so that both have them in the same order. */
async function settled(
  ask: (context: { readonly world: unknown; readonly wait: (later: Later) => Promise<unknown> }) => unknown,
  world: () => unknown,
): Promise<ExecutionResult> {
  const waiting: { readonly turn: number; readonly go: () => void }[] = []
  const wait = ({ turn, value }: Later) =>
    new Promise((resolve, reject) => {
      const go = () => (value instanceof Error ? reject(value) : resolve(value))
      waiting.push({ turn, go })
    })
  let answer: { readonly result: ExecutionResult } | undefined
  const asked = Promise.resolve(ask({ world: world(), wait })).then((result) => {
    answer = { result: result as ExecutionResult }
  })
  for (let rounds = 0; rounds < 10_000; rounds++) {
    await new Promise((resolve) => setImmediate(resolve))
    waiting.sort((one, other) => one.turn - other.turn)
    const next = waiting.shift()
    if (answer && !next) return answer.result
    next?.go()
  }
  await asked
  throw new Error('no end')
}

interface World {
  readonly world: unknown
  readonly wait: (later: Later) => Promise<unknown>
}

/** Every field of a thing gives the property of its name, now or later; some are asked for by a resolver, as relations are. */
function withResolvers(built: GraphQLSchema): GraphQLSchema {
  const resolvers: Record<string, Record<string, (source: never, args: object, context: World) => unknown>> = {
    Query: {
      thing: (_, __, { world, wait }) => now(world, wait),
      sureThing: (_, __, { world, wait }) => now(world, wait),
      things: (_, __, { world, wait }) => [world, world].map((one) => now(one, wait)),
      named: (_, __, { world }) => ({ __typename: 'Thing', ...(world as object) }),
      echo: (_, args) => JSON.stringify(args),
    },
    Mutation: { change: (_, __, { world }) => world },
    Thing: {
      echo: (_, args) => JSON.stringify(args),
      ...Object.fromEntries(
        ['asked', 'other', 'sure', 'name', 'sureThings'].map((name) => [
          name,
          (source: Record<string, unknown>, _: object, { wait }: World) => now(source[name], wait),
        ]),
      ),
    },
  }
  for (const [type, fields] of Object.entries(resolvers)) {
    const found = built.getType(type)
    if (!found || !('getFields' in found)) throw new Error(`no type ${type}`)
    for (const [name, resolve] of Object.entries(fields)) Object.assign(found.getFields()[name] ?? {}, { resolve })
  }
  return built
}

function now(value: unknown, wait: World['wait']): unknown {
  if (value instanceof Later) return wait(value)
  return Array.isArray(value) ? value.map((item) => now(item, wait)) : value
}

/** The same thing for the same seed and place. Lists of what may not be null have one item: graphql-js forgets the others. */
function drawnThing(seed: number, place: string, depth: number): unknown {
  const draw = seeded([...place].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, seed))
  const later = (value: unknown) => (draw() < 0.3 ? new Later(draw(), value) : value)
  const odd = (value: unknown) =>
    draw() < 0.08 ? [null, undefined, new Error(`broken ${place}`), {}][Math.floor(draw() * 4)] : value
  const thing = (name: string) => (depth === 0 ? null : drawnThing(seed, `${place}.${name}`, depth - 1))
  return {
    ...{
      name: later(odd('một')),
      id: odd(draw() < 0.5 ? 3 : 'ba'),
      size: odd(4),
      sure: later(odd(5)),
      colour: odd('RED'),
    },
    ...{ day: odd('2017-09-30'), tags: odd(['a', odd('b')]), marks: odd([1, odd(2)]) },
    method: draw() < 0.5 ? 'said' : ({ times }: { times: number }) => 'x'.repeat(times),
    ...{ other: later(odd(thing('other'))), certain: odd(thing('certain')), asked: later(odd(thing('asked'))) },
    ...{
      things: odd([odd(thing('t1')), thing('t2')]),
      sureThings: [later(thing('s1'))],
    },
    deep: [[odd(thing('d1'))], odd([thing('d2')])],
  }
}

function drawQuery(draw: () => number): string {
  const oneOf = <One>(all: readonly One[]) => all[Math.floor(draw() * all.length)] as One
  const LEAVES = [
    'name',
    'id',
    'size',
    'sure',
    'colour',
    'day',
    'tags',
    'marks',
    '__typename',
    'method',
    'method(times: 3)',
  ]
  const ARGUED = ['echo', 'echo(text: "y")', 'echo(number: $n)', 'echo(in: $in)', 'echo(in: { a: $n, b: ["z"] })']
  const OBJECTS = ['other', 'certain', 'things', 'sureThings', 'deep', 'asked']
  const alias = () => (draw() < 0.2 ? `${oneOf(['a', 'b', 'c'])}${Math.floor(draw() * 9)}: ` : '')
  const selection = (depth: number): string => {
    const fields = Array.from({ length: 1 + Math.floor(draw() * 4) }, () => {
      if (draw() < 0.1) return '...Part'
      if (draw() < 0.1) return `... on ${oneOf(['Thing', 'Named'])} { ${alias()}name }`
      if (depth > 0 && draw() < 0.5) return `${alias()}${oneOf(OBJECTS)} ${selection(depth - 1)}`
      return `${alias()}${oneOf(draw() < 0.7 ? LEAVES : ARGUED)}`
    })
    return `{ ${fields.join(' ')} }`
  }
  const roots = Array.from(
    { length: 1 + Math.floor(draw() * 2) },
    () => `${alias()}${oneOf(['thing', 'sureThing', 'things'])} ${selection(3)}`,
  )
  // Every query has its variables and its fragment in use, so that it is one.
  const used = 'used: thing { ...Part u: echo(number: $n, in: $in) } e: echo(text: $t)'
  return `query Q($n: Int, $in: In, $t: String = "t") { ${roots.join(' ')} ${used} } fragment Part on Thing { size other { id } }`
}
