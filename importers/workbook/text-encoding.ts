import { isUtf8 } from 'node:buffer'
import { type FileBytes, readChunks, readPiece } from './file-bytes.ts'

/** How a text file is to be decoded, and how many bytes of it are a mark that is no text. */
export interface TextEncoding {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'windows-1252'
  readonly markBytes: number
}

/**
 * Tells a text file's encoding: by its byte order mark or the zeros of UTF-16, else UTF-8 when all of it is, else Windows-1258, the
 * code page of Vietnamese Windows; text that was typed in a TCVN3 or VNI font is told as Windows-1252, which keeps its
 * bytes for whoever decodes the font later.
 */
export async function detectEncoding(file: FileBytes): Promise<TextEncoding> {
  const told = encodingOfHead(await readPiece(file, 0, HEAD_BYTES))
  if (told && told.encoding !== 'utf-8') return told
  if (await isUtf8File(file)) return { encoding: 'utf-8', markBytes: told?.markBytes ?? 0 }
  const census = new ByteCensus()
  for await (const chunk of readChunks(file) as AsyncIterable<Buffer>) census.add(chunk)
  return { encoding: census.looksLikeFontCode() ? 'windows-1252' : 'windows-1258', markBytes: 0 }
}

/** The bytes of a file's beginning by which it is told. */
export const HEAD_BYTES = 8192
/** No text holds these; in UTF-16 read the wrong way round they are everywhere. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for
const CONTROLS = /[\0-\x08\x0e-\x1f\ufffe\uffff]/
/** Of Vietnamese text in UTF-16 much more than this has the high byte 0: figures, blanks, delimiters, most letters. */
const FEWEST_LATIN = 0.25

/** How a text file says itself that it is encoded: by its mark, or by UTF-16's zeros. Null for one byte a character. */
export function encodingOfHead(bytes: Buffer): TextEncoding | null {
  return encodingByMark(bytes) ?? wideWithoutMark(bytes)
}

/** UTF-16 without its mark: zeros in every second place only, and text when they are taken for the high bytes. */
function wideWithoutMark(bytes: Buffer): TextEncoding | null {
  const head = bytes.subarray(0, Math.min(bytes.length, HEAD_BYTES) & ~1)
  const zeros = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [first = 0, second = 0] = zeros
  if (Math.min(first, second) > 0 || Math.max(first, second) * 2 < head.length * FEWEST_LATIN) return null
  const encoding = second > 0 ? 'utf-16le' : 'utf-16be'
  return head.length > 0 && !CONTROLS.test(new TextDecoder(encoding).decode(head)) ? { encoding, markBytes: 0 } : null
}

/** Nearly every file is, and it is told a hundred times faster than bytes are counted one by one. */
async function isUtf8File(file: FileBytes): Promise<boolean> {
  // The last character of a chunk may be cut by its end: it waits for the next one.
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of readChunks(file) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let end = bytes.length
    while (end > bytes.length - 3 && end > 0 && ((bytes[end - 1] as number) & 0xc0) === 0x80) end--
    if (end > 0 && (bytes[end - 1] as number) >= 0xc0) end--
    if (!isUtf8(bytes.subarray(0, end))) return false
    rest = Buffer.from(bytes.subarray(end))
  }
  return isUtf8(rest)
}

/** UTF-16 and UTF-8 files may begin with U+FEFF. */
function encodingByMark(bytes: Buffer): TextEncoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', markBytes: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', markBytes: 2 }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', markBytes: 3 }
  return null
}

/** Grave, hook above, tilde, acute, dot below: in Windows-1258 they follow their vowel. */
const COMBINING_1258 = new Set([0xcc, 0xd2, 0xde, 0xec, 0xf2])
const VOWELS_1258 = new Set([
  ...Buffer.from('aeiouyAEIOUY'),
  // â ă ê ô ơ ư, small and capital
  ...[0xe2, 0xe3, 0xea, 0xf4, 0xf5, 0xfd, 0xc2, 0xc3, 0xca, 0xd4, 0xd5, 0xdd],
])

/** Counts what tells encodings apart, chunk by chunk. */
class ByteCensus {
  private previous = 0
  private marksOnVowels = 0
  private symbolsAfterLetters = 0
  private lettersAfterAOrE = 0

  add(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte >= 0xa1) this.count(byte)
      this.previous = byte
    }
  }

  /**
   * In TCVN3 the codes A1–BE are letters and stand inside words; in Windows-1258 they are signs and do not. In VNI an
   * accented letter follows the a or e it belongs to; in Vietnamese none ever follows those.
   */
  looksLikeFontCode(): boolean {
    return this.symbolsAfterLetters + this.lettersAfterAOrE > this.marksOnVowels
  }

  private count(byte: number): void {
    const before = this.previous | 0x20
    if (COMBINING_1258.has(byte)) {
      if (VOWELS_1258.has(this.previous)) this.marksOnVowels++
    } else if (byte <= 0xbe) {
      if (before >= 0x61 && before <= 0x7a) this.symbolsAfterLetters++
    } else if (byte !== 0xd0 && byte !== 0xf0 && (before === 0x61 || before === 0x65)) this.lettersAfterAOrE++
  }
}
