import { createHash } from 'node:crypto'
import pg from 'pg'
import { PREPARED } from '../kernel/sql.ts'

const names = new Map<string, string>()

/**
 * A connection that runs statements marked `PREPARED` by a name of their own: parsed and planned once, then only run. The
 * name follows from the text, so that two texts never share one.
 */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's method has nine forms and all but one go through as they are
  override query(...words: any[]): any {
    const [text, values] = words
    const isMarked = typeof text === 'string' && text.startsWith(PREPARED)
    const sent = isMarked ? [{ name: nameOf(text), text, values }, ...words.slice(2)] : words
    return Reflect.apply(super.query, this, sent)
  }
}

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `baophu_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
  names.set(text, name)
  return name
}
