import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'
import type { Entry } from 'yauzl'
import type { ZipDirectory } from './zip-directory.ts'

interface Written {
  readonly name: Buffer
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

const STORED = 0
const DEFLATED = 8
const UTF8_NAMES = 0x0800
const VERSION = 20
/** 1 January 1980, the first day that a zip can name: what is written does not depend on the clock. */
const FIRST_DAY = 0x21
/** Sizes and places beyond need another form of zip, which nothing here writes. */
const MOST_BYTES = 0xffff_fffe
const MOST_ENTRIES = 0xfffe
/** Quick before small: a marked file is fetched once. */
const LEVEL = 3

/** Writes a zip into an open file, part by part, in memory that does not depend on their sizes. */
export class ZipFileWriter {
  private readonly file: FileHandle
  private readonly written: Written[] = []
  private offset = 0

  constructor(file: FileHandle) {
    this.file = file
  }

  /** A part of another zip, its packed bytes as they are. */
  async copy(zip: ZipDirectory, entry: Entry): Promise<void> {
    const place = await this.begin(entry.fileName)
    for await (const chunk of await zip.openPacked(entry)) await this.append(chunk as Buffer)
    const { crc32: checksum, uncompressedSize: size, compressionMethod: method } = entry
    await this.finish(place, { method, checksum, size })
  }

  /** A small part. */
  async add(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text)
    const packed = deflateRawSync(bytes, { level: LEVEL })
    const place = await this.begin(name)
    const isSmaller = packed.length < bytes.length
    await this.append(isSmaller ? packed : bytes)
    await this.finish(place, {
      method: isSmaller ? DEFLATED : STORED,
      checksum: crc32(bytes),
      size: bytes.length,
    })
  }

  /** A part of any size, packed while its bytes come. */
  async addStream(name: string, chunks: AsyncIterable<Buffer>): Promise<void> {
    const place = await this.begin(name)
    let checksum = 0
    let size = 0
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        checksum = crc32(chunk, checksum)
        size += chunk.length
        yield chunk
      }
    }
    const deflate = createDeflateRaw({ level: LEVEL, chunkSize: 256 * 1024 })
    const source = Readable.from(counted(), { objectMode: true, highWaterMark: 1 })
    source.on('error', (error) => deflate.destroy(error))
    for await (const chunk of source.pipe(deflate)) await this.append(chunk as Buffer)
    await this.finish(place, { method: DEFLATED, checksum, size })
  }

  /** Writes the directory; gives the size of the whole. */
  async end(): Promise<number> {
    const start = this.offset
    for (const each of this.written) await this.append(centralHeader(each))
    const directory = this.offset - start
    await this.append(endRecord(this.written.length, directory, start))
    return this.offset
  }

  private async begin(name: string): Promise<{ name: Buffer; offset: number; dataStart: number }> {
    const place = { name: Buffer.from(name), offset: this.offset }
    // The sizes are known at the end and written over this.
    await this.append(localHeader({ ...place, method: 0, checksum: 0, packed: 0, size: 0 }))
    return { ...place, dataStart: this.offset }
  }

  private async finish(
    { name, offset, dataStart }: { name: Buffer; offset: number; dataStart: number },
    facts: Pick<Written, 'method' | 'checksum' | 'size'>,
  ): Promise<void> {
    const written = { name, offset, packed: this.offset - dataStart, ...facts }
    if (this.offset > MOST_BYTES || facts.size > MOST_BYTES || this.written.length >= MOST_ENTRIES) {
      throw new Error('too large for a zip without its 64-bit form')
    }
    const header = localHeader(written)
    await this.file.write(header, 0, header.length, offset)
    this.written.push(written)
  }

  private async append(bytes: Buffer): Promise<void> {
    let done = 0
    while (done < bytes.length) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, this.offset)
      done += bytesWritten
      this.offset += bytesWritten
    }
  }
}

function localHeader(written: Written): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeCommon(header, 4, written)
  return Buffer.concat([header, written.name])
}

function centralHeader(written: Written): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(VERSION, 4)
  writeCommon(header, 6, written)
  header.writeUInt32LE(written.offset, 42)
  return Buffer.concat([header, written.name])
}

/** From the version to the length of the name: the same in both headers. */
function writeCommon(header: Buffer, at: number, { method, checksum, packed, size, name }: Written): void {
  header.writeUInt16LE(VERSION, at)
  header.writeUInt16LE(UTF8_NAMES, at + 2)
  header.writeUInt16LE(method, at + 4)
  header.writeUInt16LE(FIRST_DAY, at + 8)
  header.writeUInt32LE(checksum, at + 10)
  header.writeUInt32LE(packed, at + 14)
  header.writeUInt32LE(size, at + 18)
  header.writeUInt16LE(name.length, at + 22)
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
