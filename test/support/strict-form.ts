import { MAIN_NAMESPACE } from './xlsx-builder.ts'
import { partsOfZip, zipOf } from './zip-writer.ts'

/** Names of relations in the usual form of the format, and what all names of the strict one begin with. */
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const STRICT = 'http://purl.oclc.org/ooxml'

/** The same workbook as Excel saves it as “Strict Open XML”: alike but for the names. */
export function strictForm(workbook: Buffer): Buffer {
  const parts = partsOfZip(workbook).map(({ name, content }) => {
    const text = String(content)
      .replaceAll(MAIN_NAMESPACE, `${STRICT}/spreadsheetml/main`)
      .replaceAll(RELATIONS, `${STRICT}/officeDocument/relationships`)
      .replace('<workbook ', '<workbook conformance="strict" ')
    return { name, content: text }
  })
  return zipOf(parts)
}
