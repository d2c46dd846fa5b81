#!/usr/bin/env node
// Finds a Node that is new enough and the built program, then hands over. Plain JavaScript without dependencies, so that it
// starts on any Node that npm runs on.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const OLDEST = [22, 17]
const root = new URL('../../../', import.meta.url)
const program = new URL('dist/src/app/cli/main.js', root)
const carried = fileURLToPath(
  new URL(process.platform === 'win32' ? 'node_modules/.bin/node.cmd' : 'node_modules/.bin/node', root),
)

const [major, minor] = process.versions.node.split('.').map(Number)
const isNewEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])

if (!existsSync(program)) {
  process.stderr.write('Chương trình chưa được dựng / The program is not built yet: npm run build\n')
  process.exitCode = 1
} else if (isNewEnough) {
  const { runCommandLine } = await import(program.href)
  process.exitCode = await runCommandLine(process.argv.slice(2))
} else if (existsSync(carried)) {
  handOver()
} else {
  process.stderr.write(
    `baophu cần Node ${OLDEST.join('.')} trở lên / needs Node ${OLDEST.join('.')} or newer; this is ${process.version}.\n`,
  )
  process.exitCode = 1
}

function handOver() {
  const options = ['--enable-source-maps', fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  const child = spawn(carried, options, { stdio: 'inherit', shell: process.platform === 'win32' })
  // A signal from the terminal reaches both; one sent to this process alone is passed on. The child decides when to end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => signal === 'SIGINT' || child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0)
  })
}
