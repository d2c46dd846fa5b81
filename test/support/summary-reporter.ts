import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends the output with one line that people and machines read alike: `214 passed, 0 failed`. A file that could not be
 * run at all counts as one failure, as does an error outside every test.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string): number => tests.filter((each) => each.result().state === state).length
    const unrunnable = modules.filter((module) => module.state() === 'failed' && module.errors().length > 0).length
    const failed = count('failed') + unrunnable + unhandledErrors.length
    const skipped = count('skipped')
    process.stdout.write(`${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
  }
}
