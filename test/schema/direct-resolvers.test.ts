import 'reflect-metadata'
import { execute, type GraphQLResolveInfo, type GraphQLSchema, parse } from 'graphql'
import {
  Arg,
  Args,
  ArgsType,
  buildSchemaSync,
  Ctx,
  Field,
  FieldResolver,
  Info,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  UseMiddleware,
} from 'type-graphql'
import { describe, expect, test } from 'vitest'
import { callResolversDirectly } from '../../schema/direct-resolvers.ts'

@ArgsType()
class StepArgs {
  @Field(() => Int, { defaultValue: 2 })
  by!: number

  @Field(() => Int, { nullable: true })
  times?: number | null
}

@ObjectType()
class Counter {
  @Field(() => Int)
  at!: number

  // A getter of the type itself: it needs an instance, so it stays with type-graphql.
  @Field(() => Int)
  get next(): number {
    return this.at + 1
  }
}

interface Context {
  readonly start: number
  readonly seen: unknown[]
}

@Resolver(() => Counter)
class CounterResolver {
  readonly #unit = 1

  @Query(() => Counter)
  counter(
    @Ctx('start') start: number,
    @Arg('plus', () => Int, { nullable: true }) plus?: number,
    @Ctx() context?: Context,
  ): Counter {
    const source = { at: start + (plus ?? 0) * this.#unit } as Counter
    context?.seen.push(source)
    return source
  }

  @FieldResolver(() => Int)
  stepped(@Args(() => StepArgs) { by, times }: StepArgs, @Root() counter: Counter, @Ctx() { seen }: Context): number {
    seen.push(counter)
    return counter.at + by * (times ?? 1)
  }

  @FieldResolver(() => String)
  named(@Info() info: GraphQLResolveInfo, @Root('at') at: number): string {
    return `${info.parentType.name}.${info.fieldName} ${at}`
  }

  @FieldResolver(() => Int)
  @UseMiddleware(async ({ context }, next) => {
    const { seen } = context as Context
    seen.push('guarded')
    return next()
  })
  guarded(@Root() { at }: Counter): number {
    return at
  }
}

const asked = parse(
  '{ counter(plus: 3) { at next named guarded stepped one: stepped(by: 1) many: stepped(by: 10, times: 3) none: stepped(times: null) } }',
)
const build = () => buildSchemaSync({ resolvers: [CounterResolver], validate: false })

async function ask(schema: GraphQLSchema) {
  const seen: unknown[] = []
  const { data, errors } = await execute({ schema, document: asked, contextValue: { start: 4, seen } })
  expect(errors).toBeUndefined()
  return { data: data?.counter, seen }
}

describe('resolvers that are called directly', () => {
  test('answer as they do through type-graphql, with every kind of parameter', async () => {
    const [through, directly] = [await ask(build()), await ask(callResolversDirectly(build()))]
    expect(directly.data).toEqual(through.data)
    expect(directly.data).toEqual({
      ...{ at: 7, next: 8, named: 'Counter.named 7', guarded: 7 },
      ...{ stepped: 9, one: 8, many: 37, none: 9 },
    })
  })

  test('are given the object itself, and answer at once', async () => {
    const { seen } = await ask(callResolversDirectly(build()))
    const [source, ...others] = seen.filter((each) => each !== 'guarded')
    expect(others).toHaveLength(4)
    for (const other of others) expect(other).toBe(source)
    const { stepped } = (callResolversDirectly(build()).getType('Counter') as unknown as CounterType).getFields()
    expect(stepped?.resolve({ at: 1 }, { by: 2 }, { seen: [] }, {})).toBe(3)
  })

  test('are left to type-graphql where a guard stands before them', async () => {
    expect((await ask(callResolversDirectly(build()))).seen).toContain('guarded')
  })
})

interface CounterType {
  getFields(): Readonly<Record<string, { resolve(...asked: unknown[]): unknown }>>
}
