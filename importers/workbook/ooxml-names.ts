/** The names that the parts of a workbook go by. OOXML has two forms (ECMA-376 parts 1 and 4), alike but for these names. */
export interface OoxmlNames {
  /** The namespace of sheets, styles, texts and comments. */
  readonly main: string
  /** The namespace of ids of relations; with a kind behind it, the type of a relation. */
  readonly relations: string
}

const TRANSITIONAL: OoxmlNames = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  relations: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
}
const STRICT: OoxmlNames = {
  main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  relations: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
}

/** The namespace of the main parts, in either form. */
export const MAIN_NAMESPACES: readonly string[] = [TRANSITIONAL.main, STRICT.main]

/** The names of the form that a part is written in: what is added to a workbook must be of its own form. */
export function namesOf(xml: string): OoxmlNames {
  return xml.includes(STRICT.main) ? STRICT : TRANSITIONAL
}
