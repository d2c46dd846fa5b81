import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Database } from '../../src/storage/orm.ts'

/** The tables that a card roll fills, one row a person and card. */
const TABLES = ['person', 'person_identity', 'residence', 'enrolment', 'batch_row']

/**
 * Copies the register's rows as they are into tables with the register's keys and indexes, which are made here empty, and
 * tells when the COPYs begin and end; the text to copy is held ready before. The tables are gone afterwards.
 */
export async function bareCopy(database: Database, told: { begins(): void; ends(): void }): Promise<void> {
  const client = await database.pool().connect()
  try {
    const texts = new Map<string, Buffer>()
    for (const table of TABLES) {
      const chunks: Buffer[] = []
      for await (const chunk of client.query(copyTo(`copy ${table} to stdout`))) chunks.push(chunk as Buffer)
      texts.set(table, Buffer.concat(chunks))
    }
    await client.query('drop schema if exists bare cascade')
    await client.query('create schema bare')
    for (const table of TABLES) await client.query(`create table bare.${table} (like public.${table} including all)`)
    told.begins()
    await client.query('begin')
    for (const [table, text] of texts) {
      await pipeline(Readable.from(pieces(text)), client.query(copyFrom(`copy bare.${table} from stdin`)))
    }
    await client.query('commit')
    told.ends()
    await client.query('drop schema bare cascade')
  } finally {
    client.release()
  }
}

const PIECE = 256 * 1024

function* pieces(text: Buffer): Generator<Buffer> {
  for (let at = 0; at < text.length; at += PIECE) yield text.subarray(at, at + PIECE)
}
