import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

/** How a Node program ends when nobody reads one of its outputs: its exit code, and what it says at the other. */
export async function endsUnread(
  unread: 'stdout' | 'stderr',
  words: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<readonly [code: number | null, said: string]> {
  const child = spawn(process.execPath, [...words], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  child[unread].destroy()
  let said = ''
  child[unread === 'stdout' ? 'stderr' : 'stdout'].on('data', (text: Buffer) => {
    said += String(text)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return [code, said]
}
