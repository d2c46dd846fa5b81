import { createHash } from 'node:crypto'
import { SqlValues } from '../kernel/sql-values.ts'
import { documentsSql, shownAreaSql } from './document-sql.ts'
import { pseudonymsSql } from './pseudonym.ts'
import type { SegmentField } from './segment-field.ts'

const forms = new Map<string, string>()

/**
 * By which statement this program makes documents with these fields, as a digest of its text: kept documents that another one
 * made are made anew, so that a mask which is made stricter holds for them too.
 */
export function documentForm(fields: readonly SegmentField[]): string {
  const name = fields.join()
  const known = forms.get(name)
  if (known !== undefined) return known
  const values = new SqlValues()
  const day = '2000-01-01'
  const shown = shownAreaSql({ fields, scope: { kind: 'AREAS', areaIds: [] }, day }, values)
  const idOf = pseudonymsSql(Buffer.alloc(0), values)
  const form = createHash('sha256')
    .update(documentsSql('picked', { fields, day, shown, idOf }, values))
    .digest('base64url')
  forms.set(name, form)
  return form
}
