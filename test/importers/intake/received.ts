import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createIntake, type IntakeOptions } from '../../../importers/intake.ts'
import { type Actor, ADMINISTRATOR } from '../../../src/access/actor.ts'
import type { ImportChoices, ImportPort } from '../../../src/batches/import-port.ts'
import type { TestDatabase } from '../../support/database.ts'

const HEADINGS = 'Mã,Tên,Tên Tiếng Anh,Cấp,Mã QH,Quận Huyện,Mã TP,Tỉnh / Thành Phố'

/** Three communes of one district: `code,full name`. */
export const COMMUNES = ['26443,Xã Xuân Hòa', '26446,Xã Xuân Hưng', '26449,Xã Xuân Tâm']

/** A list of communes as the statistics office writes it, as .csv. */
export function listOf(communes: readonly string[]): string {
  return [HEADINGS, ...communes.map((unit) => `${unit},,Xã,741,Huyện Xuân Lộc,75,Tỉnh Đồng Nai`)].join('\n')
}

export const LIST = listOf(COMMUNES)

/** An intake over a test database with a directory of its own. */
export interface TestIntake {
  readonly port: ImportPort
  readonly files: string
  /** What it logged, an event and its fields a line. */
  readonly logged: readonly string[]
  receive(content: string | Buffer, choices?: ImportChoices, actor?: Actor): ReturnType<ImportPort['receive']>
  /** Receives a file and waits until it is checked. */
  settled(content: string | Buffer, choices?: ImportChoices, actor?: Actor): Promise<number>
  /** The same directory and database after a restart of the hub. */
  restarted(options?: Partial<IntakeOptions>): TestIntake
  close(): Promise<void>
}

export async function openIntake(db: TestDatabase): Promise<TestIntake> {
  return intakeIn(db, await mkdtemp(join(tmpdir(), 'baophu-files-')), {})
}

function intakeIn(db: TestDatabase, files: string, options: Partial<IntakeOptions>): TestIntake {
  const logged: string[] = []
  const port = createIntake({
    database: db.database,
    filesDirectory: files,
    clock: () => new Date('2026-11-21T05:00:00Z'),
    log: {
      info: (event, fields) => logged.push(`${event} ${JSON.stringify(fields)}`),
      error: (event, fields) => logged.push(`${event} ${String(fields.error)}`),
    },
    ...options,
  })
  const receive: TestIntake['receive'] = (content, choices = {}, actor = ADMINISTRATOR) =>
    port.receive(actor, {
      fileName: 'C:\\Danh sách\\xã.csv',
      bytes: Readable.from([Buffer.from(content)]),
      choices: async () => choices,
    })
  return {
    port,
    files,
    logged,
    receive,
    async settled(content, choices, actor) {
      const { batchId } = await receive(content, choices, actor)
      await port.settled(batchId)
      return batchId
    },
    restarted: (changed = {}) => intakeIn(db, files, changed),
    async close() {
      await port.close()
      await rm(files, { recursive: true, force: true })
    },
  }
}
