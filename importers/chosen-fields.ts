import type { ImportChoices } from '../src/batches/import-port.ts'
import { BadRequest } from '../src/kernel/page.ts'
import { SOURCES } from './sources/all-sources.ts'
import type { BatchRecord } from './stages/batch-record.ts'

/**
 * Throws `BadRequest` when a column is to be taken for a field that the batch's kind has not; the kinds' fields are named.
 * While the kind is not known, any kind's field may be meant.
 */
export function refuseUnknownFields(batch: Pick<BatchRecord, 'kind' | 'choices'>, choices: ImportChoices): void {
  const kind = choices.kind ?? batch.choices.kind ?? batch.kind
  const meant = SOURCES.filter((source) => kind === null || source.kind === kind)
  const allowed = [...new Set(meant.flatMap((source) => source.fields.map(({ field }) => field)))]
  for (const field of Object.values(choices.columns ?? {})) {
    if (field === null || allowed.includes(field)) continue
    throw new BadRequest('column-field-unknown', `no field ${field}`, {
      found: field,
      kind: kind ?? '…',
      allowed: allowed.join(', '),
    })
  }
}
