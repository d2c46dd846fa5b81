import { verifyCube } from '../../src/coverage/verify.ts'
import type { EmbeddedServer } from '../../src/storage/embedded.ts'
import type { Database } from '../../src/storage/orm.ts'
import { serverSeconds } from './process-cost.ts'

/** Counts the whole country again, as `baophu db verify` does, and says what it cost. Throws when a figure differs. */
export async function measureVerify(
  database: Database,
  server: EmbeddedServer,
  print: (line: string) => void,
): Promise<void> {
  const [before, began] = [serverSeconds(server.pid), performance.now()]
  const differences = await database
    .em()
    .transactional(verifyCube, { isolationLevel: 'repeatable read', readOnly: true })
  const [seconds, wall] = [serverSeconds(server.pid) - before, (performance.now() - began) / 1000]
  if (differences.length > 0) throw new Error(`the cube is not what is counted: ${JSON.stringify(differences[0])}`)
  print(`\nverified: every figure agrees with the recount, ${seconds.toFixed(0)} s of CPU, ${wall.toFixed(0)} s`)
}
