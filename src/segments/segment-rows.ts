import type { AreaScope } from '../access/actor.ts'
import { scopeOfAreas } from '../access/granted-scope.store.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import type { SegmentRow } from './segment.ts'

/** A definition of table `v` with its areas. */
export const VERSION_COLUMNS = `v.version, v.purpose, v.agreement, v.expires_on as "expiresOn", v.fields, v.selection,
  v.made_by as "madeBy", v.made_at as "madeAt",
  (select jsonb_agg(jsonb_build_object('areaId', place.area_id, 'on', place.on_day) order by place.area_id)
   from segment_area place where place.segment_id = v.segment_id and place.version = v.version) as areas`

/**
 * Segments with the definitions that hold, in the order of their names; `condition` speaks of table `s`. For the stores of this
 * room: whoever asks for somebody says in the condition what that one may see.
 */
export function segmentRows(em: SqlSession, condition: string, values: readonly unknown[]): Promise<SegmentRow[]> {
  return prepared<SegmentRow>(
    em,
    `select s.segment_id as "segmentId", s.name, partner.name as partner, partner.secret, s.purpose_code as "purposeCode", s.ended_at as "endedAt",
       s.evaluated_on as "evaluatedOn", s.members, s.smallest_cell as "smallestCell", s.forgotten_no as "forgottenNo",
       s.document_form as "documentForm", ${VERSION_COLUMNS}
     from segment s join partner using (partner_id)
     join segment_version v on v.segment_id = s.segment_id and v.version = s.version
     where ${condition} order by s.name collate "C"`,
    values,
  )
}

/** The segment of this id, which is there. */
export async function segmentById(em: SqlSession, segmentId: number): Promise<SegmentRow> {
  const [found] = await segmentRows(em, 's.segment_id = $1', [segmentId])
  if (!found) throw new Error(`no segment ${segmentId}`)
  return found
}

/** What the areas of a segment mean on the borders of now: they are followed as those of a key are. */
export function scopeOfSegment(em: SqlSession, segment: Pick<SegmentRow, 'areas'>): Promise<AreaScope> {
  return scopeOfAreas(em, segment.areas)
}
