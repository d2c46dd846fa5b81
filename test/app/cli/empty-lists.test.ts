import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runCommand } from '../support/run-command.ts'
import { startTestHub, TEST_KEY, type TestHub } from '../support/test-hub.ts'

/** A hub to which nothing was sent and nobody invited. */
let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub()
  vi.stubEnv('BAOPHU_URL', hub.url)
  vi.stubEnv('BAOPHU_KEY', TEST_KEY)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.close()
})

test.each(['import list', 'key list', 'account list', 'segment list', 'person request list --all'])(
  'baophu %s says that there is nothing in it, and as JSON is the empty list',
  async (command) => {
    const words = command.split(' ')
    expect(await runCommand(...words)).toEqual({ code: 0, out: '', talk: 'Danh sách trống.' })
    expect(await runCommand(...words, '--lang', 'en')).toEqual({ code: 0, out: '', talk: 'The list is empty.' })
    expect(await runCommand(...words, '--json')).toEqual({ code: 0, out: '[]\n', talk: '' })
  },
)
