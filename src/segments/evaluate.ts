import type { PlainDate } from '../kernel/plain-date.ts'
import { execute, type SqlSession } from '../kernel/sql.ts'
import { SqlValues } from '../kernel/sql-values.ts'
import { documentForm } from './document-form.ts'
import { documentsSql, shownAreaSql } from './document-sql.ts'
import { pseudonymsSql } from './pseudonym.ts'
import type { SegmentRow } from './segment.ts'
import { scopeOfSegment } from './segment-rows.ts'
import { selectedSql } from './selection-sql.ts'

/** What is worked out anew. */
export interface Evaluation {
  readonly day: PlainDate
  /** ALL households, or those of the temporary table `segment_touched` and members that are no longer in the register. */
  readonly which: 'ALL' | 'TOUCHED'
  /** False for a segment that is just being made: its first members entered nothing that anybody had followed. */
  readonly logged: boolean
  /** Whether the documents are kept: not while nobody may read the segment. */
  readonly kept: boolean
}

/**
 * Works out who is in the segment on the day and what its partner may read of each, keeps that, and writes to the feed what
 * is different from before. The caller holds the lock of the segment's row.
 */
export async function evaluate(em: SqlSession, segment: SegmentRow, evaluation: Evaluation): Promise<void> {
  const { day, which, logged, kept } = evaluation
  const { fields, selection, segmentId, version, secret } = segment
  const scope = await scopeOfSegment(em, segment)
  const values = new SqlValues()
  const id = values.add(segmentId, 'int')
  const all = which === 'ALL'
  const touched = 'state.household_id in (select household_id from segment_touched)'
  const picked = selectedSql({ selection, scope, day }, values, all ? 'true' : touched)
  const shown = shownAreaSql({ fields, scope, day }, values)
  const documents = documentsSql(picked, { fields, day, shown, idOf: pseudonymsSql(secret, values) }, values)
  const form = documentForm(fields)
  const keeping = values.add(kept, 'boolean')
  const anew = values.add(kept && all && segment.documentForm !== form, 'boolean')
  await execute(
    em,
    `with found as materialized (
       select household_id, area_id, shown_id, cell, md5(document)::uuid as digest, document from (${documents}) documents
     ), known as materialized (
       select household_id, area_id, shown_id, cell, digest from segment_member member where segment_id = ${id}${all ? '' : ` and ${KNOWN_TOUCHED}`}
     ), compared as materialized (
       select household_id, found.area_id, found.shown_id, found.cell, found.digest,
         case when ${anew} or ${keeping} and (found.digest, found.shown_id) is distinct from (known.digest, known.shown_id)
              then found.document end as document,
         case when known.digest is null then 'ENTERED' when found.digest is null then 'LEFT'
              when found.digest <> known.digest then 'CHANGED' end as kind,
         (found.area_id, found.shown_id, found.cell, found.digest)
           is distinct from (known.area_id, known.shown_id, known.cell, known.digest) as written
       from found full join known using (household_id)
     ), gone as (
       delete from segment_member member using compared
       where member.segment_id = ${id} and member.household_id = compared.household_id and compared.kind = 'LEFT'
     ), stored as (
       insert into segment_member (segment_id, household_id, area_id, shown_id, cell, digest)
       select ${id}, household_id, area_id, shown_id, cell, digest from compared where written and kind is distinct from 'LEFT'
       on conflict (segment_id, household_id) do update
       set area_id = excluded.area_id, shown_id = excluded.shown_id, cell = excluded.cell, digest = excluded.digest
     ), told as (
       insert into segment_document (segment_id, household_id, shown_id, document)
       select ${id}, household_id, shown_id, document from compared where document is not null
       on conflict (segment_id, household_id) do update set shown_id = excluded.shown_id, document = excluded.document
     )
     insert into segment_change (segment_id, version, kind, household_id, as_of, at)
     select ${id}, ${values.add(version, 'int')}, kind, household_id, ${values.add(day, 'date')}, clock_timestamp()
     from compared where kind is not null and ${values.add(logged, 'boolean')} order by household_id`,
    values.list,
  )
  await execute(em, COUNTED, [segmentId, day, kept && all ? form : segment.documentForm])
}

/** A household whose last batch was withdrawn is no longer in the register at all. */
const KNOWN_TOUCHED = `(member.household_id in (select household_id from segment_touched)
         or not exists (select from household where household.household_id = member.household_id))`

const COUNTED = `
  update segment set evaluated_on = $2, document_form = $3, members = counted.members, smallest_cell = counted.smallest
  from (select coalesce(sum(n), 0)::int as members, min(n)::int as smallest
        from (select count(*) as n from segment_member where segment_id = $1 group by cell) cells) counted
  where segment_id = $1`
