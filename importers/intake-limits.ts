import { PROVINCE_LIMITS, type ReadLimits } from './workbook/limits.ts'

/** What reading and writing the files of one hub may cost. */
export interface IntakeLimits {
  readonly workbook: ReadLimits
  /** Megabytes of JavaScript heap for the thread that reads or marks a file; buffers are held by the workbook limits. */
  readonly heapMegabytes: number
  /** Seconds of the clock that reading or marking one file may take. */
  readonly wallSeconds: number
  /** Files that are read or committed at the same time. */
  readonly atOnce: number
  /** Rows of one sender's files in a day that may be held for naming people of other places. */
  readonly heldPerDay: number
}

export const DEFAULT_INTAKE_LIMITS: IntakeLimits = {
  workbook: PROVINCE_LIMITS,
  heapMegabytes: 1024,
  wallSeconds: 900,
  atOnce: 2,
  // A commune's monthly roll names some dozens of people who have just come; a list of guessed numbers would name thousands.
  heldPerDay: 200,
}

const MB = 1024 * 1024
type Write = (limits: { -readonly [Name in keyof ReadLimits]: ReadLimits[Name] }, value: number) => void

/** Limits of a file by the names that whoever configures the hub gives them, each a whole number. */
const OF_WORKBOOK = {
  unpackedMb: (limits, value) => (limits.maxInflatedBytes = value * MB),
  unpackRatio: (limits, value) => (limits.maxInflateRatio = value),
  parts: (limits, value) => (limits.maxZipEntries = value),
  archivedMb: (limits, value) => (limits.maxArchivedBytes = value * MB),
  xlsMb: (limits, value) => (limits.maxXlsBytes = value * MB),
  odsMb: (limits, value) => (limits.maxOdsBytes = value * MB),
  sheets: (limits, value) => (limits.maxSheets = value),
  rows: (limits, value) => (limits.maxRows = value),
  columns: (limits, value) => (limits.maxColumns = value),
  cells: (limits, value) => (limits.maxCells = value),
  merges: (limits, value) => (limits.maxMerges = value),
  texts: (limits, value) => (limits.maxSharedStrings = value),
  textsMb: (limits, value) => (limits.maxSharedStringBytes = value * MB),
  textLength: (limits, value) => (limits.maxCellCharacters = value),
} satisfies Record<string, Write>

/** Limits of the threads that work on a file. */
const OF_THREADS = ['seconds', 'memoryMb', 'filesAtOnce'] as const

export type FileLimitName = keyof typeof OF_WORKBOOK | (typeof OF_THREADS)[number]
export const FILE_LIMIT_NAMES: readonly FileLimitName[] = [
  ...(Object.keys(OF_WORKBOOK) as (keyof typeof OF_WORKBOOK)[]),
  ...OF_THREADS,
]

/** Limits that were said; what is left out stays as it is without. */
export type SaidLimits = Readonly<Partial<Record<FileLimitName, number>>>

/** The limits of a hub that takes files of so many bytes and was told these, for one file and for one sender. */
export function intakeLimits(
  largestFile: number,
  said: SaidLimits = {},
  { heldPerDay }: Pick<IntakeLimits, 'heldPerDay'> = DEFAULT_INTAKE_LIMITS,
): IntakeLimits {
  const workbook = { ...PROVINCE_LIMITS, maxFileBytes: largestFile }
  for (const [name, write] of Object.entries(OF_WORKBOOK)) {
    const value = said[name as FileLimitName]
    if (value !== undefined) write(workbook, value)
  }
  const { seconds = DEFAULT_INTAKE_LIMITS.wallSeconds, memoryMb = DEFAULT_INTAKE_LIMITS.heapMegabytes } = said
  workbook.xlsWallSeconds = Math.min(workbook.xlsWallSeconds, seconds)
  workbook.xlsHeapMegabytes = Math.min(workbook.xlsHeapMegabytes, memoryMb)
  const atOnce = said.filesAtOnce ?? DEFAULT_INTAKE_LIMITS.atOnce
  return { workbook, heapMegabytes: memoryMb, wallSeconds: seconds, atOnce, heldPerDay }
}
