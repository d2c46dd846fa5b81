import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import bundled from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { build } from 'vite'

/**
 * No sandbox: these tests run as root in containers too, and open nothing but the hub's own pages. The others keep Chromium
 * from asking anything of the network by itself.
 */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real Chromium: the one that npm brings, or that at CHROMIUM_PATH. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await bundled.executablePath())
  return chromium.launch({ executablePath, args: FLAGS })
}

/** The pages, built as `npm run build` builds them, in a folder of their own. */
export async function buildPages(): Promise<{ readonly directory: string; readonly remove: () => void }> {
  const directory = mkdtempSync(join(tmpdir(), 'baophu-pages-'))
  await build({ root: 'src/app/web', logLevel: 'warn', build: { outDir: directory, emptyOutDir: true } })
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}
