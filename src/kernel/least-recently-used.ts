/** Keeps values by key up to a total weight; what was not looked at for longest goes first. */
export class LeastRecentlyUsed<Value> {
  readonly #most: number
  readonly #kept = new Map<string, { readonly value: Value; readonly weight: number }>()
  #weight = 0

  /** `most` is the total weight, in whatever unit `set` is told. */
  constructor(most: number) {
    this.#most = most
  }

  get weight(): number {
    return this.#weight
  }

  get(key: string): Value | undefined {
    const found = this.#kept.get(key)
    if (found === undefined) return undefined
    // A map remembers the order in which keys came: the last one looked at becomes the last one to go.
    this.#kept.delete(key)
    this.#kept.set(key, found)
    return found.value
  }

  /** Keeps the value in place of the key's earlier one. A value heavier than everything allowed is not kept. */
  set(key: string, value: Value, weight: number): void {
    this.delete(key)
    if (weight > this.#most) return
    this.#kept.set(key, { value, weight })
    this.#weight += weight
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.#most) break
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0
    this.#kept.delete(key)
  }

  clear(): void {
    this.#kept.clear()
    this.#weight = 0
  }
}
