/** Runs tasks in the order they came, at most so many at a time. */
export class TaskQueue {
  readonly #atOnce: number
  readonly #waiting: (() => void)[] = []
  readonly #running = new Set<Promise<unknown>>()

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  /** Resolves or fails as the task does. */
  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#turn().then(task)
    const ended: Promise<void> = result.then(
      () => this.#next(ended),
      () => this.#next(ended),
    )
    this.#running.add(ended)
    return result
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  #turn(): Promise<void> {
    if (this.#running.size < this.#atOnce) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #next(ended: Promise<unknown>): void {
    this.#running.delete(ended)
    this.#waiting.shift()?.()
  }
}
