import type { PlainDate } from '../kernel/plain-date.ts'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50

/**
 * Sets the day of every entry of a zip archive that is held in memory, at midnight, in place. The writer stamps entries
 * with the clock and cannot be told otherwise; without this the same workbook would have other bytes each second. For
 * archives as our own writer makes them: fewer than 65,535 entries, no comment. Throws when the bytes are not such one.
 */
export function setEntryDays(zip: Buffer, day: PlainDate): void {
  const end = zip.length - 22
  if (end < 0 || zip.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('not a zip archive without a comment')
  const stamp = dosStamp(day)
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const local = zip.readUInt32LE(at + 42)
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY || zip.readUInt32LE(local) !== LOCAL_HEADER)
      throw new Error('damaged zip directory')
    zip.writeUInt32LE(stamp, at + 12)
    zip.writeUInt32LE(stamp, local + 10)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
}

/** MS-DOS time in the low half, here midnight; date in the high half: years since 1980, month, day. */
function dosStamp(day: PlainDate): number {
  const [year = 1980, month = 1, dayOfMonth = 1] = day.split('-').map(Number)
  const date = (Math.max(0, year - 1980) << 9) | (month << 5) | dayOfMonth
  return date * 0x10000
}
