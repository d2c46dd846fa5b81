import { runCommandLine } from '../../../src/app/cli/main.ts'

/** Runs a command of `baophu` as the terminal does and gives what it wrote. */
export async function runCommand(...words: string[]) {
  const [out, talk]: [string[], string[]] = [[], []]
  const code = await runCommandLine(words, { out: (text) => out.push(text), talk: (line) => talk.push(line) })
  return { code, out: out.join(''), talk: talk.join('\n') }
}
