import { Readable } from 'node:stream'
import type { WorkbookFile } from '../../src/batches/import-port.ts'
import type { SourceKind } from '../../src/batches/source-kind.ts'
import { templateBytes } from '../workbook/template-workbook.ts'
import { TEMPLATE_LAYOUTS } from './layouts.ts'

/** The empty sheet of a kind; null for a kind that has none. */
export async function template(kind: SourceKind): Promise<WorkbookFile | null> {
  const layout = TEMPLATE_LAYOUTS[kind]
  if (!layout) return null
  const bytes = Buffer.from(await templateBytes(kind, layout))
  return { fileName: layout.fileName, byteSize: bytes.length, bytes: Readable.from(bytes) }
}
