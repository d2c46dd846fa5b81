import { expect } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { segmentLines } from '../../src/exports/segment-lines.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { HubSession, SqlSession } from '../../src/kernel/sql.ts'
import { changeCursor, changesAfter, feedEnd } from '../../src/segments/change-feed.store.ts'
import { documentsOf, segmentPage } from '../../src/segments/household-page.store.ts'
import { listSegments, readable } from '../../src/segments/segment.store.ts'
import type { SegmentRow } from '../../src/segments/segment.ts'

/** A partner's copy of a segment: taken once as a whole, and kept by the feed alone from then on. */
export class FollowedSegment {
  readonly #name: string
  #cursor: string | null = null
  /** What the partner has: documents by the household's id in the register. */
  readonly copy = new Map<number, string>()
  changes = 0

  constructor(name: string) {
    this.#name = name
  }

  async open(em: SqlSession, day: PlainDate): Promise<SegmentRow> {
    const [found] = await listSegments(ADMINISTRATOR, em, { names: [this.#name] })
    if (!found) throw new Error(`no segment ${this.#name}`)
    return readable(ADMINISTRATOR, em, found, { today: day })
  }

  /** The first snapshot: the feed's end, and only then the households. */
  async take(em: SqlSession, day: PlainDate): Promise<void> {
    const segment = await this.open(em, day)
    this.#cursor = await feedEnd(em, segment)
    for (const { householdId, document } of await whole(em, segment)) this.copy.set(householdId, document)
  }

  /** Applies what followed, so many changes at a time; each fits what is there, so that none was skipped or repeated. */
  async follow(em: SqlSession, day: PlainDate, first = 3): Promise<void> {
    for (let more = true; more; ) {
      const segment = await this.open(em, day)
      const found = await changesAfter(em, segment, { after: this.#cursor, first })
      const documents = await documentsOf(em, segment, [...new Set(found.rows.map((row) => row.householdId))])
      for (const { kind, householdId, changeNo } of found.rows) {
        expect([kind, this.copy.has(householdId)]).toEqual([kind, kind !== 'ENTERED'])
        if (kind === 'LEFT') this.copy.delete(householdId)
        else this.copy.set(householdId, documents.get(householdId)?.document ?? 'left since')
        this.#cursor = changeCursor(segment, changeNo)
        this.changes += 1
      }
      more = found.hasNextPage
    }
  }
}

/** All households of a segment, page by page. */
export async function whole(em: SqlSession, segment: SegmentRow) {
  return (await segmentPage(ADMINISTRATOR, em, segment, { limit: 1_000 })).rows
}

/** The same worked out from the register as it stands, as if none were kept. */
export function fromRegister(em: SqlSession, segment: SegmentRow) {
  return whole(em, { ...segment, documentForm: null })
}

/** The households of a segment's lines in bulk. */
export async function inBulk(em: HubSession, name: string, today: PlainDate): Promise<unknown[]> {
  let lines = ''
  const sessions = { hub: em, documents: em, leaving: new AbortController().signal }
  const question = { name, today, requestId: 'test' }
  for await (const some of segmentLines(ADMINISTRATOR, (work) => work(sessions), question)) lines += some
  return lines
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { household: unknown }).household)
}
