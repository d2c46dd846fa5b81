import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHub } from '../../src/app/hub.ts'

const [, , databaseUrl = '', cacheBytes = '0', adminKey = ''] = process.argv
const dataDirectory = mkdtempSync(join(tmpdir(), 'bench-hub-'))
const hub = await startHub(
  {
    ...{
      host: '127.0.0.1',
      port: 0,
      behindProxy: false,
      hubUrl: null,
      dataDirectory,
      databaseUrl,
      adminKey,
      key: null,
      questionSeconds: 60,
    },
    ...{ databaseConnections: 10, maxUploadBytes: 1_000_000, answerCacheBytes: Number(cacheBytes), fileLimits: null },
  },
  { announced: false, log: (entry) => process.stderr.write(`${JSON.stringify(entry)}\n`) },
)
process.send?.({ url: `${hub.url}/graphql` })
process.once('SIGTERM', () => {
  void hub.close().then(() => {
    rmSync(dataDirectory, { recursive: true, force: true })
    process.exit(0)
  })
})
