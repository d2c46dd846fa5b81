import { describe, expect, test } from 'vitest'
import { AnswerCache, answerOf } from '../../../src/app/answers/answer-cache.ts'
import { gatheredRead, sharedRead } from '../../../src/app/answers/shared-read.ts'

/** A register of which nothing is known but its version. */
function register(bytes = 10_000) {
  const state = { version: 1, reads: 0, made: 0 }
  const cache = new AnswerCache(bytes, async () => {
    state.reads += 1
    return state.version
  })
  const make = async () => ({ kept: answerOf(`${state.version}/${++state.made}`, 'text/plain') })
  const ask = async (key = 'question', making: () => Promise<{ kept: ReturnType<typeof answerOf> | null }> = make) => {
    const found = await cache.answer(key, making)
    return [found.how, (found.how === 'HIT' ? found.kept : found.made.kept)?.body.toString()]
  }
  return { state, cache, make, ask }
}

describe('the answer cache', () => {
  test('makes an answer once a version', async () => {
    const { state, ask } = register()
    expect([await ask(), await ask()]).toEqual([
      ['STORED', '1/1'],
      ['HIT', '1/1'],
    ])
    state.version = 2
    expect([await ask(), await ask()]).toEqual([
      ['STORED', '2/2'],
      ['HIT', '2/2'],
    ])
  })

  test('does not keep an answer during whose making the register changed', async () => {
    const { state, make, ask } = register()
    const overtaken = async () => {
      const made = await make()
      state.version = 2
      return made
    }
    expect(await ask('question', overtaken)).toEqual(['PASSED', '1/1'])
    expect(await ask()).toEqual(['STORED', '2/2'])
  })

  test('gives one answer to all who ask the same at once, and each their own after an error', async () => {
    const { state, ask } = register()
    const together = await Promise.all([ask(), ask(), ask()])
    expect(together.map(([, body]) => body)).toEqual(['1/1', '1/1', '1/1'])
    const failing = async () => {
      state.made += 1
      return { kept: null }
    }
    const errors = await Promise.all([ask('wrong', failing), ask('wrong', failing)])
    expect([errors.map(([how]) => how), state.made]).toEqual([['PASSED', 'PASSED'], 3])
    const thrown = () => Promise.reject(new Error('database gone'))
    await expect(Promise.all([ask('gone', thrown), ask('gone', thrown)])).rejects.toThrow('database gone')
    expect(await ask('gone')).toEqual(['STORED', '1/4'])
  })

  test('holds no more bytes than it was given, and none of an older version', async () => {
    const { state, cache, ask } = register(2_000)
    for (let number = 0; number < 20; number += 1) await ask(`question ${number}`)
    expect(cache.bytes).toBeGreaterThan(1_000)
    expect(cache.bytes).toBeLessThanOrEqual(2_000)
    const full = cache.bytes
    state.version = 2
    await ask()
    expect(cache.bytes).toBeLessThan(full / 2)
  })
})

describe('a read that is shared', () => {
  test('always began after whoever is told of it asked', async () => {
    let clock = 0
    let reads = 0
    const read = sharedRead(async () => {
      reads += 1
      const began = ++clock
      await new Promise((resolve) => setTimeout(resolve, reads % 3))
      return began
    })
    const ask = async () => {
      const asked = ++clock
      expect(await read()).toBeGreaterThan(asked)
    }
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([ask(), ask(), ask(), ask(), new Promise((resolve) => setTimeout(resolve, 1)).then(ask)])
    }
    expect(reads).toBeLessThanOrEqual(60)
  })

  test('looks up what everybody asks for who shares it, each time anew', async () => {
    const lookedUp: (readonly string[])[] = []
    const read = gatheredRead(async (keys: readonly string[]) => {
      lookedUp.push(keys)
      return new Map(keys.map((key) => [key, lookedUp.length]))
    })
    const found = await Promise.all([read('one'), read(), read('other'), read('one')])
    expect(found.map((values) => [values.get('one'), values.get('other')])).toEqual(Array(4).fill([1, 1]))
    expect((await read('one')).get('one')).toBe(2)
    expect(lookedUp).toEqual([['one', 'other'], ['one']])
  })

  test('fails for those who share it, and for nobody after them', async () => {
    let reads = 0
    const read = sharedRead(async () => {
      reads += 1
      if (reads === 1) throw new Error('no connection')
      return reads
    })
    await expect(read()).rejects.toThrow('no connection')
    const [second, third] = await Promise.all([read(), read()])
    expect([second, third]).toEqual([2, 2])
  })
})
