import { expect, test } from 'vitest'
import { RegisterMemory } from '../../../src/app/answers/register-memory.ts'

const [HERE, THERE] = [1, 2].map((areaId) => ({ kind: 'AREAS', areaIds: [areaId] }) as const) as [never, never]

function register() {
  const state = { version: 1, versionsRead: 0, reads: 0 }
  const memory = new RegisterMemory(async () => {
    state.versionsRead += 1
    return state.version
  })
  const read = async () => [`${state.version}/${++state.reads}`]
  return { state, memory, read }
}

test('rows are read once a version, by each scope for itself', async () => {
  const { state, memory, read } = register()
  expect(await memory.of(HERE)('areas', read)).toEqual(['1/1'])
  expect(await memory.of(HERE)('areas', read)).toEqual(['1/1'])
  expect(await memory.of(HERE)('other areas', read)).toEqual(['1/2'])
  expect(await memory.of(THERE)('areas', read)).toEqual(['1/3'])
  state.version = 2
  expect(await memory.of(HERE)('areas', read)).toEqual(['2/4'])
  expect(await memory.of(THERE)('areas', read)).toEqual(['2/5'])
})

test('whoever reads the whole country is told what another was', async () => {
  const { memory, read } = register()
  expect(await memory.of({ kind: 'COUNTRY' })('areas', read)).toEqual(['1/1'])
  expect(await memory.of({ kind: 'COUNTRY' })('areas', read)).toEqual(['1/1'])
})

test('one question reads the version once, and what it reads during a commit is nobody else’s', async () => {
  const { state, memory, read } = register()
  const ofQuestion = memory.of(HERE)
  await ofQuestion('areas', read)
  await ofQuestion('days', read)
  expect(state.versionsRead).toBe(1)
  const slow = memory.of(HERE)('slow', async () => {
    const rows = await read()
    state.version = 2
    await memory.of(HERE)('areas', read)
    return rows
  })
  expect(await slow).toEqual(['1/3'])
  expect(await memory.of(HERE)('slow', read)).toEqual(['2/5'])
})

test('what several parts of a question ask for at once is read once, also where it fails', async () => {
  const { state, memory, read } = register()
  const ofQuestion = memory.of(HERE)
  const slowly = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    return read()
  }
  const both = [ofQuestion('areas', slowly), ofQuestion('areas', slowly), ofQuestion('days', slowly)]
  expect(await Promise.all(both)).toEqual([['1/1'], ['1/1'], ['1/2']])
  expect(state.reads).toBe(2)
  const failing = () => Promise.reject<string[]>(new Error('database gone'))
  const failed = await Promise.allSettled([ofQuestion('more', failing), ofQuestion('more', slowly)])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await ofQuestion('more', read)).toEqual(['1/3'])
})

test('a read that fails fails for its question alone', async () => {
  const { memory, read } = register()
  await expect(memory.of(HERE)('areas', () => Promise.reject(new Error('database gone')))).rejects.toThrow('gone')
  expect(await memory.of(HERE)('areas', read)).toEqual(['1/1'])
})

test('so much is kept and no more, however long the names that a stranger asks for', async () => {
  const { state, memory, read } = register()
  const none = async () => [] as string[]
  await memory.of(HERE)('areas', read)
  for (let asked = 0; asked < 101; asked += 1) await memory.of(THERE)(`${asked}${'9'.repeat(100_000)}`, none)
  await memory.of(HERE)('areas', read)
  expect(state.reads).toBe(2)
})
