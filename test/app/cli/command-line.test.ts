import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runCommandLine } from '../../../src/app/cli/main.ts'
import { loadConfig } from '../../../src/app/config.ts'
import { startHub } from '../../../src/app/hub.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { runCommand } from '../support/run-command.ts'

const COMMANDS = [
  ['serve'],
  ['demo'],
  ['import', 'check'],
  ['import', 'commit'],
  ['import', 'withdraw'],
  ['import', 'list'],
  ['import', 'workbook'],
  ['template'],
  ['export', 'door-list'],
  ['export', 'coverage'],
  ['campaign', 'create'],
  ['campaign', 'standings'],
  ['round', 'create'],
  ['round', 'progress'],
  ['area', 'find'],
  ['area', 'load'],
  ['key', 'list'],
  ['documents', 'check'],
  ['audit', 'verify'],
  ['key', 'revoke'],
  ['db', 'migrate'],
  ['db', 'status'],
  ['db', 'verify'],
]

describe('usage', () => {
  test.each(COMMANDS)(
    'baophu %s %s --help tells how to use it on standard output and leaves with 0',
    async (...command) => {
      const words = command.filter((word) => typeof word === 'string')
      const { code, out } = await runCommand(...words, '--help')
      expect(code).toBe(0)
      expect(out).toContain(`baophu ${words.join(' ')}`)
      expect(out).toContain('--json')
      expect(out).toContain('--lang')
    },
  )

  test.each(COMMANDS)('baophu %s %s refuses a flag it does not know with 2', async (...command) => {
    const words = command.filter((word) => typeof word === 'string')
    const { code, out, talk } = await runCommand(...words, 'x', '--no-such-flag')
    expect([code, out]).toEqual([2, ''])
    expect(talk).toContain('--no-such-flag')
  })

  test('help is told in the language asked', async () => {
    expect((await runCommand('area', 'find', '--help')).out).toContain('tìm địa bàn')
    expect((await runCommand('area', 'find', '--help', '--lang', 'en')).out).toContain('find areas')
  })

  test.each([
    [['import', 'check']],
    [['import', 'commit']],
    [['import', 'workbook']],
    [['template']],
    [['export', 'door-list']],
    [['round', 'create', 'CENSUS', '2017-09-01']],
    [['round', 'progress', 'MMXVII']],
    [['campaign', 'standings', '215', '--level', 'STREET']],
    [['export', 'door-list', '26446', '--months', '4']],
    [['export', 'coverage', '215', '--level', 'STREET']],
    [['area', 'find']],
    [['key', 'revoke']],
    [['key', 'issue', '--role', 'king', '--area', 'VN', '--purpose', 'x']],
    [['key', 'issue', '--role', 'analyst', '--area', 'VN', '--purpose', 'x', '--for', 'marketing']],
    [['key', 'issue', '--role', 'analyst', '--area', 'VN']],
    [['nonsense']],
    [['import', 'nonsense']],
    [['import', 'list', '--status', 'NEVER']],
    [['area', 'find', 'x', '--lang', 'fr']],
    [['serve', 'twice']],
    [[]],
    [['import']],
  ])('%j is wrong usage: 2', async (words) => {
    const { code, out, talk } = await runCommand(...words)
    expect([code, out]).toEqual([2, ''])
    expect(talk).not.toBe('')
  })
})

describe('with a database', () => {
  let database: TestDatabase
  const folder = mkdtempSync(join(tmpdir(), 'baophu-cli-'))

  beforeAll(async () => {
    database = await createTestDatabase()
    vi.stubEnv('DATABASE_URL', database.url)
    vi.stubEnv('BAOPHU_DATA', join(folder, 'data'))
    vi.stubEnv('BAOPHU_URL', '')
    vi.stubEnv('BAOPHU_ADMIN_KEY', '')
    vi.stubEnv('PORT', '0')
    vi.stubEnv('HOST', '')
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('the units of a province are loaded through the door and found again', async () => {
    const loaded = await runCommand('area', 'load', '--province', '24')
    expect([loaded.code, loaded.talk]).toEqual([0, expect.stringContaining('admin.key')])
    expect(loaded.out).toContain('đã ghi nhận')
    const found = await runCommand('area', 'find', 'yen', 'the', '--json')
    expect(found.code).toBe(0)
    expect(JSON.parse(found.out)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: '215', fullName: 'Huyện Yên Thế', level: 'DISTRICT', validFrom: null }),
      ]),
    )
    expect((await runCommand('area', 'find', '07288')).out).toMatch(
      /^07288 +\S.* {2}Huyện Yên Thế {2}Tỉnh Bắc Giang\n$/,
    )
  })

  test('nothing found is 1, a province that is not listed is 2', async () => {
    expect(await runCommand('area', 'find', 'atlantis')).toMatchObject({ code: 1, out: '' })
    expect(await runCommand('area', 'load', '--province', '24,99')).toMatchObject({ code: 2, out: '' })
  })

  test('the same list again changes nothing and says so', async () => {
    const again = await runCommand('area', 'load', '--province', '24', '--json')
    expect(again.code).toBe(0)
    expect(JSON.parse(again.out)).toMatchObject([{ status: 'COMMITTED', repeated: true }])
  })

  test('a file with blocking issues is told with its remedy and leaves with 3; nothing was written', async () => {
    const path = join(folder, 'khong-ro.csv')
    writeFileSync(path, 'a,b\n1,2\n')
    const checked = await runCommand('import', 'check', path, '--json')
    expect(checked.code).toBe(3)
    const [batch] = JSON.parse(checked.out)
    expect(batch.issueGroups).toEqual(
      expect.arrayContaining([expect.objectContaining({ severity: 'BLOCKING', message: expect.stringMatching(/\S/) })]),
    )
    const committed = await runCommand('import', 'commit', batch.id)
    expect([committed.code, committed.out]).toEqual([3, expect.stringContaining('LỖI CHẶN TỆP')])
    expect((await runCommand('import', 'commit', path)).code).toBe(3)
  })

  test('a file is checked, committed and withdrawn', async () => {
    const path = join(folder, 'dan-so.csv')
    writeFileSync(
      path,
      '\ufeffSố liệu dân số huyện Yên Thế tính đến ngày 30/9/2017,,\r\nTên xã,Dân số,Số người tham gia BHYT\r\nThị trấn Phồn Xương,8000,7500\r\n',
    )
    const choices = ['--kind', 'FIGURES', '--area', '215', '--as-of', '2017-09-30']
    const checked = await runCommand('import', 'check', path, ...choices, '--json')
    expect([checked.code, JSON.parse(checked.out)]).toMatchObject([
      0,
      [{ status: 'CHECKED', kind: 'FIGURES', area: { code: '215' }, asOf: '2017-09-30' }],
    ])
    const [{ id }] = JSON.parse(checked.out)
    const committed = await runCommand('import', 'commit', id, '--json')
    expect([committed.code, JSON.parse(committed.out)]).toMatchObject([
      0,
      [{ id, status: 'COMMITTED', outcomes: { created: 1 } }],
    ])
    const listed = await runCommand('import', 'list', '--status', 'COMMITTED', '--json')
    expect(JSON.parse(listed.out)[0]).toMatchObject({ id, fileName: 'dan-so.csv' })
    expect((await runCommand('import', 'withdraw', id)).out).toContain('đã thu hồi')
    expect(await runCommand('import', 'withdraw', id)).toMatchObject({ code: 1, out: '' })
  })

  test('somebody at a terminal sees how far a file is on one line that is wiped at the end, and data stay clean', async () => {
    const path = join(folder, 'dan-so-nam.csv')
    writeFileSync(
      path,
      '\ufeffSố liệu dân số huyện Yên Thế tính đến ngày 31/12/2017,,\r\nTên xã,Dân số,Số người tham gia BHYT\r\nThị trấn Phồn Xương,8100,7600\r\n',
    )
    const [out, drawn]: [string[], string[]] = [[], []]
    const words = ['import', 'commit', path, '--kind', 'FIGURES', '--area', '215', '--json']
    const terminal = {
      out: (text: string) => out.push(text),
      talk: () => {},
      redraw: (line: string) => drawn.push(line),
    }
    expect(await runCommandLine(words, terminal)).toBe(0)
    expect(JSON.parse(out.join(''))).toMatchObject([{ status: 'COMMITTED' }])
    expect([drawn[0], drawn.at(-1)]).toEqual(['đang đọc', ''])
    expect(drawn.find((line) => line.startsWith('đang ghi'))).toBe('đang ghi, 0 giây')
  })

  test('a template and a marked file are fetched; nothing is written over unless the file is named', async () => {
    const [{ id }] = JSON.parse((await runCommand('import', 'list', '--json')).out)
    for (const words of [
      ['template', 'card_roll'],
      ['import', 'workbook', id],
      ['export', 'door-list', '215', '--as-of', '2017-11-10'],
      ['export', 'coverage', '215', '--as-of', '2017-09-30', '--compare-to', '2016-09-30'],
    ]) {
      const path = join(folder, `${words[0]}.xlsx`)
      for (let time = 0; time < 2; time += 1)
        expect(await runCommand(...words, '--out', path)).toMatchObject({ code: 0, out: `${path}\n` })
      expect(readFileSync(path).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
    }
    expect(await runCommand('template', 'cards')).toMatchObject({
      code: 1,
      out: '',
      talk: expect.stringContaining('CARDS'),
    })
    expect(await runCommand('import', 'workbook', 'nothing')).toMatchObject({ code: 1, out: '' })
  })

  test('what is neither a file nor a batch is 1', async () => {
    expect(await runCommand('import', 'check', join(folder, 'nowhere.xlsx'))).toMatchObject({ code: 1, out: '' })
    expect(await runCommand('import', 'commit', 'nothing')).toMatchObject({
      code: 1,
      out: '',
      talk: expect.stringContaining('nothing'),
    })
    expect(await runCommand('import', 'withdraw', 'nothing')).toMatchObject({ code: 1, out: '' })
  })

  test('db status, migrate and verify tell what they found', async () => {
    const status = await runCommand('db', 'status', '--json')
    expect([status.code, JSON.parse(status.out)]).toMatchObject([0, { pending: [], unknown: [] }])
    const migrated = await runCommand('db', 'migrate', '--json')
    expect([migrated.code, JSON.parse(migrated.out)]).toMatchObject([0, { run: [] }])
    const verified = await runCommand('db', 'verify', '--json')
    expect([verified.code, JSON.parse(verified.out)]).toEqual([0, []])
  })

  test('a key is issued, asks for itself, is listed and revoked', async () => {
    const issue = ['key', 'issue', '--role', 'analyst', '--area', '215', '--purpose', 'BI', '--json'] as const
    const issued = await runCommand(...issue)
    expect([issued.code, JSON.parse(issued.out)]).toEqual([
      0,
      { id: expect.stringMatching(/^bpk_\w{12}$/), key: expect.stringMatching(/^bpk_/) },
    ])
    const { id, key } = JSON.parse(issued.out)
    vi.stubEnv('BAOPHU_KEY', key)
    expect(JSON.parse((await runCommand('area', 'find', 'yen', 'the', '--json')).out)).toHaveLength(1)
    expect(await runCommand('import', 'list')).toMatchObject({ code: 1, out: '' })
    expect(await runCommand(...issue)).toMatchObject({ code: 1, out: '' })
    vi.stubEnv('BAOPHU_KEY', '')
    expect((await runCommand('key', 'list')).out).toMatch(
      new RegExp(`^${id} {2}phân tích viên {2}Huyện Yên Thế \\(215\\) {2}→ \\d+/\\d+/\\d{4}`, 'm'),
    )
    expect(await runCommand('key', 'revoke', id)).toMatchObject({ code: 0, out: `Đã thu hồi: ${id}\n` })
    vi.stubEnv('BAOPHU_KEY', key)
    expect(await runCommand('area', 'find', '215')).toMatchObject({ code: 1, out: '' })
    vi.stubEnv('BAOPHU_KEY', '')
    const verified = await runCommand('audit', 'verify', '--json')
    expect([verified.code, JSON.parse(verified.out)]).toMatchObject([
      0,
      { broken: [], last: { entryNo: expect.any(Number) } },
    ])
    expect((await runCommand('audit', 'verify')).out).toMatch(/^Nhật ký còn nguyên: \d+ mục\.\n\d+ [0-9a-f]{64}\n$/)
    expect(await runCommand('key', 'revoke', 'bpk_nobody')).toMatchObject({
      code: 1,
      talk: expect.stringContaining('Không có khóa này.'),
    })
  })

  test('a wrong configuration is 2, with the variable’s name', async () => {
    vi.stubEnv('PORT', 'forty')
    const { code, talk } = await runCommand('import', 'list')
    expect([code, talk]).toEqual([2, expect.stringContaining('PORT')])
    vi.stubEnv('PORT', '0')
  })

  test('a hub that runs on the same folder is asked, and one at BAOPHU_URL; none is started beside them', async () => {
    const hub = await startHub(loadConfig(), { log: () => {} })
    for (const address of ['', hub.url]) {
      vi.stubEnv('BAOPHU_URL', address)
      const listed = await runCommand('import', 'list', '--json')
      expect([listed.code, listed.talk]).toEqual([0, ''])
      expect(JSON.parse(listed.out).length).toBeGreaterThan(0)
      expect((await runCommand('db', 'verify')).code).toBe(0)
    }
    await hub.close()
    vi.stubEnv('BAOPHU_URL', '')
  })

  test('a hub that does not answer is 1, with its address', async () => {
    vi.stubEnv('BAOPHU_URL', 'http://127.0.0.1:1')
    const { code, talk } = await runCommand('import', 'list')
    expect([code, talk]).toEqual([1, expect.stringContaining('http://127.0.0.1:1')])
    vi.stubEnv('BAOPHU_URL', '')
  })
})
