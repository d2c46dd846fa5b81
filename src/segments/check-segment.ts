import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { GrantedArea } from '../access/granted-scope.store.ts'
import { purposesCovering, USUAL_PURPOSES } from '../access/may.ts'
import type { Purpose } from '../access/purpose.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import type { SegmentDraft, SegmentSelection } from './segment.ts'
import { type SegmentField, withNeededFields } from './segment-field.ts'

/** A definition that may be written. */
export interface CheckedDefinition {
  readonly purpose: string
  readonly agreement: string
  readonly expiresOn: PlainDate
  readonly fields: readonly SegmentField[]
  readonly selection: SegmentSelection
  readonly areas: readonly GrantedArea[]
}

const LONGEST_TEXT = 500
const LONGEST_NOTICE_DAYS = 366

/**
 * The definition of a draft, with its areas found in the maker's own scope. Throws `BadRequest`: `segment-purpose-missing`,
 * `segment-agreement-missing`, `segment-until-passed`, `segment-fields-missing`, `segment-area-missing`,
 * `segment-size-not-possible`, `segment-days-out-of-range`, `area-unknown-on-day` (also for an area outside the scope).
 */
export async function checkedDefinition(
  actor: Actor,
  em: SqlSession,
  draft: SegmentDraft,
  today: PlainDate,
): Promise<CheckedDefinition> {
  const { expiresOn } = draft
  const [purpose, agreement] = [textOf(draft.purpose), textOf(draft.agreement)]
  if (purpose === '') throw new BadRequest('segment-purpose-missing', 'a segment needs a purpose')
  if (agreement === '') throw new BadRequest('segment-agreement-missing', 'a segment needs a written agreement')
  if (expiresOn <= today) throw new BadRequest('segment-until-passed', `${expiresOn} has passed`, { until: expiresOn })
  if (draft.fields.length === 0) throw new BadRequest('segment-fields-missing', 'a segment needs a field')
  if (draft.areaCodes.length === 0) throw new BadRequest('segment-area-missing', 'a segment needs an area')
  const selection = draft.selection ?? {}
  checkSelection(selection)
  const areas = await areasOf(actor, em, draft.areaCodes, draft.on ?? today)
  return { purpose, agreement, expiresOn, fields: withNeededFields(draft.fields), selection, areas }
}

/** The name of a segment as it stands in addresses. Throws `BadRequest` `segment-name-not-usable`. */
export function checkedName(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name))
    throw new BadRequest('segment-name-not-usable', 'a name has small letters, digits and hyphens', { found: name })
  return name
}

/** What a new segment is for. Throws `BadRequest` `segment-purpose-not-possible` when nobody reads segments for that. */
export function checkedPurpose(purposeCode: Purpose | null | undefined): Purpose {
  const wanted = purposeCode ?? USUAL_PURPOSES.PARTNER
  const possible = purposesCovering('READ_SEGMENTS')
  if (!possible.includes(wanted))
    throw new BadRequest('segment-purpose-not-possible', `no segment is for ${wanted}`, {
      purpose: wanted,
      others: possible.join(' '),
    })
  return wanted
}

/** Throws `BadRequest` `segment-partner-missing`. */
export function checkedPartner(partner: string): string {
  const text = textOf(partner)
  if (text === '') throw new BadRequest('segment-partner-missing', 'a segment needs a partner')
  return text
}

function textOf(text: string): string {
  return text.trim().slice(0, LONGEST_TEXT)
}

function checkSelection({ minSize, maxSize, memberCardEndsWithinDays: days }: SegmentSelection): void {
  const [least, most] = [minSize ?? 1, maxSize ?? Number.MAX_SAFE_INTEGER]
  if (least < 1 || most < least) throw new BadRequest('segment-size-not-possible', 'no household has such a size')
  if (days != null && (days < 1 || days > LONGEST_NOTICE_DAYS))
    throw new BadRequest('segment-days-out-of-range', 'cards are looked at for a year ahead', {
      found: days,
      limit: LONGEST_NOTICE_DAYS,
    })
}

async function areasOf(
  actor: Actor,
  em: SqlSession,
  codes: readonly string[],
  on: PlainDate,
): Promise<readonly GrantedArea[]> {
  const found = await rows<{ code: string; areaId: number }>(
    em,
    `select code, area_id as "areaId" from area
     where code = any($1::text[]) and valid_from <= $2 and $2 < valid_until and ${inScope('area.area_id', 3)}`,
    [codes, on, scopeIds(actor)],
  )
  const missing = codes.find((code) => !found.some((area) => area.code === code))
  if (missing !== undefined)
    throw new BadRequest('area-unknown-on-day', `no area has the code ${missing} on ${on}`, { code: missing, day: on })
  return found.map(({ areaId }) => ({ areaId, on }))
}
