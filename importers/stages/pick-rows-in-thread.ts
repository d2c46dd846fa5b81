import type { SheetRowText } from '../../src/batches/import-port.ts'
import { inThread, type OneAnswerLimits } from '../workbook/in-thread.ts'
import type { PickRequest } from './pick-rows.ts'

/** The same ending as this file: .ts where Node strips the types, .js where tsc has compiled. */
const WORKER = new URL(`./pick-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

/** `pickRows` in a thread with a bounded heap and a clock: the bytes are as strange as on the day they came. */
export function pickRowsInThread(request: PickRequest, limits: OneAnswerLimits): Promise<readonly SheetRowText[]> {
  return inThread(WORKER, request, limits)
}
