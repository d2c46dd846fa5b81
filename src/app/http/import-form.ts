import type { ImportChoices } from '../../batches/import-port.ts'
import { SOURCE_KINDS, type SourceKind } from '../../batches/source-kind.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { DoorRefusal } from './door-error.ts'

/** The fields that may stand beside the file in a form, before it or after it. */
export const FORM_FIELDS = ['kind', 'areaCode', 'asOf'] as const
type FormField = (typeof FORM_FIELDS)[number]

/** What the form says so far. An empty field says nothing. */
export type FormChoices = { -readonly [Field in FormField]?: ImportChoices[Field] }

/** Takes one field over into `choices`. Throws `DoorRefusal` naming what is allowed. */
export function takeField(choices: FormChoices, field: string, value: string): void {
  const known = FORM_FIELDS.find((name) => name === field)
  if (known === undefined)
    throw new DoorRefusal('BAD_USER_INPUT', 'field-unknown', { field, allowed: ['file', ...FORM_FIELDS].join(', ') })
  if (Object.hasOwn(choices, known)) throw new DoorRefusal('BAD_USER_INPUT', 'field-repeated', { field })
  const text = value.trim()
  if (text === '') return
  if (known === 'kind') choices.kind = kindOf(text)
  else if (known === 'asOf') choices.asOf = dayOf(text)
  else choices.areaCode = areaCodeOf(text)
}

/** The longest file name that is kept, in characters. */
const LONGEST_NAME = 255

/** The file's own name without folders, control characters or marks that turn the direction of writing. */
export function cleanFileName(sent: string): string {
  const bare = sent.split(/[/\\]/).at(-1) ?? ''
  const shown = bare
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim()
  const cut = [...shown].slice(0, LONGEST_NAME).join('')
  return cut === '' ? 'unnamed' : cut
}

function kindOf(text: string): SourceKind {
  const kind = SOURCE_KINDS.find((name) => name === text)
  if (kind === undefined)
    throw new DoorRefusal('BAD_USER_INPUT', 'kind-unknown', { found: text, allowed: SOURCE_KINDS.join(', ') })
  return kind
}

function dayOf(text: string) {
  const day = parsePlainDate(text)
  if (day === null) throw new DoorRefusal('BAD_USER_INPUT', 'day-not-readable', { found: text })
  return day
}

function areaCodeOf(text: string): string {
  if (!/^[0-9A-Za-z.]{1,20}$/.test(text))
    throw new DoorRefusal('BAD_USER_INPUT', 'area-code-not-readable', { found: text })
  return text
}
