import { cleanText } from './clean-text.ts'
import { damaged } from './unreadable-codes.ts'

const WIDE = 1
const ESCAPED = 2
const SUSPECT = 4

/** What a byte of XML text asks for: 0 nothing, else a sum of the three above. */
const KIND_OF_BYTE = kindsOfBytes()

function kindsOfBytes(): Uint8Array {
  const kinds = new Uint8Array(256).fill(WIDE, 0x80)
  kinds.fill(SUSPECT, 0, 0x20)
  kinds[0x09] = 0
  kinds[0x0a] = 0
  kinds[0x7f] = SUSPECT
  kinds[0x26] = ESCAPED // &
  kinds[0x5f] = ESCAPED // _ of _x000D_
  // First bytes of U+2000–2FFF and U+F000–FFFF, where the unseen marks live.
  kinds[0xe2] = WIDE | SUSPECT
  kinds[0xef] = WIDE | SUSPECT
  return kinds
}

/** What `toString` calls once it has found out the encoding by its name; that costs as much as a short text itself. */
interface SlicedBuffer extends Buffer {
  latin1Slice(start: number, end: number): string
  utf8Slice(start: number, end: number): string
}

/**
 * The text between two tags: entities and Excel's `_x000D_` escapes resolved, unseen characters removed. The bytes are
 * valid UTF-8 and hold no tag.
 */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  let kinds = 0
  for (let at = start; at < end; at++) kinds |= KIND_OF_BYTE[bytes[at] as number] as number
  if (kinds === 0) return (bytes as SlicedBuffer).latin1Slice(start, end)
  const text = (bytes as SlicedBuffer).utf8Slice(start, end)
  if (kinds === WIDE) return text
  return cleanText(kinds & ESCAPED ? unescapeText(text) : text)
}

const ENTITY = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));|&/g
const EXCEL_ESCAPE = /_x([0-9a-fA-F]{4})_/g
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Resolves the five named entities and character references; any other is refused, for there is no DOCTYPE to define it. */
export function unescapeXml(text: string): string {
  return text.replace(ENTITY, (_, hex?: string, decimal?: string, name?: string) => {
    if (name) return NAMED[name] as string
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    if (!(code <= 0x10ffff)) throw damaged('xml', 'unknown entity')
    return String.fromCodePoint(code)
  })
}

function unescapeText(text: string): string {
  const plain = text.includes('&') ? unescapeXml(text) : text
  return plain.replace(EXCEL_ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
