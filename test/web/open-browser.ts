import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import bundled, { inflate } from '@sparticuz/chromium'
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

/**
 * A machine on which the browser's own fields write days as in Vietnam. Where the system does not have this locale, the browser
 * cannot name downloads in letters with marks: it is for pictures.
 */
export const VIETNAMESE_MACHINE = { LC_MESSAGES: 'vi_VN.UTF-8' }

/** Where nothing is said, as in a bare container, the browser reads names of files as ASCII and cannot name downloads either. */
const LETTERS = { LC_CTYPE: 'C.UTF-8' }

/** A real Chromium: the one that npm brings, or that at CHROMIUM_PATH; `machine` is added to its environment. */
export async function openBrowser(machine: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH
  const env = { ...LETTERS, ...process.env, ...machine }
  if (given !== undefined) return chromium.launch({ executablePath: given, args: FLAGS, env })
  const folder = await unpacked()
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') }
  return chromium.launch({ executablePath: join(folder, 'chromium'), args: FLAGS, env: { ...env, ...libraries } })
}

/**
 * The folder with npm's Chromium, the libraries it wants and a bare machine lacks (nss), and a font. Unpacked once for every
 * version, aside and then renamed: a run that is killed meanwhile leaves no half of it to the next.
 */
async function unpacked(): Promise<string> {
  const home = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..')
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `baophu-chromium-${version}-${process.getuid?.() ?? 0}`)
  if (existsSync(folder)) return folder
  const fresh = mkdtempSync(join(tmpdir(), 'baophu-chromium-'))
  const before = process.env.TMPDIR
  // The package unpacks to the folder for temporary files, whichever that is.
  process.env.TMPDIR = fresh
  try {
    await bundled.executablePath()
    await inflate(join(home, 'bin', 'al2023.tar.br'))
    writeFileSync(join(fresh, 'fonts', 'fonts.conf'), fontsIn(folder))
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  return folder
}

/** The machine's fonts where it has any, and the one that was brought along: its own list names another folder. */
function fontsIn(folder: string): string {
  const folders = ['/usr/share/fonts', join(folder, 'fonts')].map((each) => `<dir>${each}</dir>`)
  return `<?xml version="1.0"?><fontconfig>${folders.join('')}<cachedir>${join(folder, 'cache')}</cachedir></fontconfig>`
}

/** The pages, built as `npm run build` builds them, in a folder of their own. */
export async function buildPages(): Promise<{ readonly directory: string; readonly remove: () => void }> {
  const directory = mkdtempSync(join(tmpdir(), 'baophu-pages-'))
  await build({ root: 'src/app/web', logLevel: 'warn', build: { outDir: directory, emptyOutDir: true } })
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}
