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
}

export const DEFAULT_INTAKE_LIMITS: IntakeLimits = {
  workbook: PROVINCE_LIMITS,
  heapMegabytes: 1024,
  wallSeconds: 900,
  atOnce: 2,
}
