/** Text as bytes of encodings that Node can read and not write. */

/** UTF-16 with its mark, the high byte first. */
export function utf16be(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
}

const DECODER = new TextDecoder('windows-1258')
const CODES = new Map(Array.from({ length: 256 }, (_, code) => [DECODER.decode(Uint8Array.of(code)), code]))

/** What Vietnamese Windows wrote: base letters with their own mark, tones as combining marks; `?` for what it has not. */
export function windows1258(text: string): Buffer {
  const toned = text.normalize('NFC').replace(/\p{L}/gu, (letter) => {
    if (CODES.has(letter)) return letter
    const [base = '', ...marks] = letter.normalize('NFD')
    const tone = marks.filter((mark) => CODES.has(mark)).join('')
    return (base + marks.filter((mark) => !CODES.has(mark)).join('')).normalize('NFC') + tone
  })
  return Buffer.from([...toned].map((letter) => CODES.get(letter) ?? 0x3f))
}
