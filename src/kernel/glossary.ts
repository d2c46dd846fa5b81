import { DOOR_TERMS } from './glossary/doors.ts'
import { FIGURE_TERMS } from './glossary/figures.ts'
import { IMPORT_TERMS } from './glossary/imports.ts'
import { KEY_TERMS } from './glossary/keys.ts'
import { PEOPLE_TERMS } from './glossary/people.ts'
import { PLACE_TERMS } from './glossary/places.ts'
import { REQUEST_TERMS } from './glossary/requests.ts'
import { SEGMENT_TERMS } from './glossary/segments.ts'
import type { Terms } from './glossary/term.ts'

/** Its parts, by what they speak of; no word is in two of them. */
export const GLOSSARY_PARTS: readonly Terms[] = [
  PLACE_TERMS,
  PEOPLE_TERMS,
  FIGURE_TERMS,
  IMPORT_TERMS,
  DOOR_TERMS,
  KEY_TERMS,
  SEGMENT_TERMS,
  REQUEST_TERMS,
]

/**
 * The words of the house, with the Vietnamese word for each. `test/house/glossary.test.ts` demands an entry for every
 * GraphQL type and enum value and for every table, and that each word is one we use.
 */
export const GLOSSARY: Terms = Object.assign({}, ...GLOSSARY_PARTS)
