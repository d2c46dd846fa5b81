import { crc32, deflateRawSync } from 'node:zlib'
import { CFB } from '@e965/xlsx'

/** A part of a zip, with room for the lies a hostile file tells. */
export interface ZipPart {
  readonly name: string
  readonly content: Buffer | string
  /** Already deflated: then `content` is the packed form and `size` and `crc` are of the unpacked one. */
  readonly packed?: boolean
  readonly stored?: boolean
  readonly size?: number
  readonly crc?: number
  readonly flags?: number
  readonly method?: number
}

const UTF8_NAMES = 0x0800
const LOCAL_HEADER_BYTES = 30
const CENTRAL_HEADER_BYTES = 46
const END_BYTES = 22

/** A zip of the parts in the given order. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const plain = Buffer.from(part.content as string)
    const packed = part.stored || part.packed ? plain : deflateRawSync(plain)
    const fields = {
      flags: part.flags ?? UTF8_NAMES,
      method: part.method ?? (part.stored ? 0 : 8),
      crc: part.crc ?? crc32(plain),
      packedSize: packed.length,
      size: part.size ?? plain.length,
      name: Buffer.from(part.name),
    }
    const local = localHeader(fields)
    directory.push(centralHeader(fields, offset))
    pieces.push(local, packed)
    offset += local.length + packed.length
  }
  const central = Buffer.concat(directory)
  return Buffer.concat([...pieces, central, endRecord(parts.length, central.length, offset)])
}

/** The parts of a zip that SheetJS wrote, to be written again with others. */
export function partsOfZip(bytes: Buffer): ZipPart[] {
  const { FullPaths: paths, FileIndex: files } = CFB.read(bytes, { type: 'buffer' }) as {
    FullPaths: string[]
    FileIndex: { size: number; content: Uint8Array }[]
  }
  return paths.flatMap((path, at) => {
    const file = files[at]
    const name = path.replace(/^Root Entry\//, '')
    return file && file.size > 0 && !name.startsWith('\u0001') ? [{ name, content: Buffer.from(file.content) }] : []
  })
}

interface Fields {
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly name: Buffer
}

function localHeader(fields: Fields): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER_BYTES)
  header.writeUInt32LE(0x04034b50, 0)
  writeCommon(header, 4, fields)
  return Buffer.concat([header, fields.name])
}

function centralHeader(fields: Fields, offset: number): Buffer {
  const header = Buffer.alloc(CENTRAL_HEADER_BYTES)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(20, 4)
  writeCommon(header, 6, fields)
  header.writeUInt32LE(offset, 42)
  return Buffer.concat([header, fields.name])
}

/** Version, flags, method, time, checksum, sizes and length of the name: the same in both headers. */
function writeCommon(header: Buffer, at: number, { flags, method, crc, packedSize, size, name }: Fields): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(flags, at + 2)
  header.writeUInt16LE(method, at + 4)
  header.writeUInt16LE(0x21, at + 8)
  header.writeUInt32LE(crc, at + 10)
  header.writeUInt32LE(packedSize, at + 14)
  header.writeUInt32LE(size, at + 18)
  header.writeUInt16LE(name.length, at + 22)
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(END_BYTES)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
