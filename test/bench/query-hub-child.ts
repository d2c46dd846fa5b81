import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/app/config.ts'
import { startHub } from '../../src/app/hub.ts'

const [, , databaseUrl = '', cacheBytes = '0', adminKey = ''] = process.argv
const dataDirectory = mkdtempSync(join(tmpdir(), 'bench-hub-'))
const hub = await startHub(
  {
    ...readConfig({
      ...{ PORT: '0', BAOPHU_DATA: dataDirectory, DATABASE_URL: databaseUrl, BAOPHU_ADMIN_KEY: adminKey },
      BAOPHU_RATE_LIMITS: 'requestsPerMinute=999999999 costPerMinute=999999999 atOnce=1000',
    }),
    answerCacheBytes: Number(cacheBytes),
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
