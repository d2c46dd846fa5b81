/** The values of a statement that is put together of parts: each part adds its own and writes where they stand. */
export class SqlValues {
  readonly list: unknown[]

  /** With values that the parts know by their place. */
  constructor(...first: readonly unknown[]) {
    this.list = [...first]
  }

  /** Adds a value of this type of the database and gives the text that stands for it. */
  add(value: unknown, type: string): string {
    this.list.push(value)
    return `$${this.list.length}::${type}`
  }
}
