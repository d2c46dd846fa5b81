import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { envExample, readConfig, UnusableConfig } from '../../src/app/config.ts'
import { USUAL_LOAD_LIMITS, USUAL_QUERY_LIMITS, USUAL_RATE_LIMITS } from '../../src/app/limit-settings.ts'
import { isLoopback } from '../../src/app/setting.ts'
import { SETTINGS } from '../../src/app/settings.ts'

function mistakesOf(environment: Record<string, string>): unknown {
  try {
    return readConfig(environment)
  } catch (error) {
    return error instanceof UnusableConfig ? error.mistakes : error
  }
}

const UNSAID = {
  ...{ signInIssuer: null, signInAudience: null, signInClient: null, signInName: null, signInScope: 'openid' },
  ...{ keepFilesDays: 90, keepFindingsDays: 30, keepPersonsDays: 1826, keepAuditDays: 730 },
  ...{ keepRequestsDays: 730, declaredDays: null },
  ...{ signInAlgorithms: ['ES256', 'PS256', 'EdDSA', 'RS256'], signInTokenTypes: ['at+jwt'], signInTokenMinutes: 15 },
}

describe('the configuration', () => {
  it('is complete when nothing is said', () => {
    expect(readConfig({})).toEqual({
      ...{ host: '127.0.0.1', port: 4000, behindProxy: false, hubUrl: null, dataDirectory: resolve('data') },
      ...{
        databaseUrl: null,
        databaseConnections: 10,
        questionSeconds: 15,
        adminKey: null,
        key: null,
        maxUploadBytes: 209_715_200,
        answerCacheBytes: 67_108_864,
      },
      fileLimits: null,
      ...UNSAID,
      ...{ queryLimits: USUAL_QUERY_LIMITS, rateLimits: USUAL_RATE_LIMITS, loadLimits: USUAL_LOAD_LIMITS },
      introspection: ['ADMINISTRATOR', 'DATA_OFFICER', 'ANALYST'],
      ...{ corsOrigins: null, trustedDocuments: null },
    })
  })

  it('takes an empty variable as one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({}))
  })

  it('is what was said', () => {
    expect(
      readConfig({
        ...{ HOST: '0.0.0.0', PORT: '0', BAOPHU_BEHIND_PROXY: '1', BAOPHU_URL: 'https://baophu.example.vn/' },
        ...{ BAOPHU_DATA: '/srv/baophu', DATABASE_URL: 'postgresql://u:p@db:5432/baophu' },
        ...{ BAOPHU_DATABASE_CONNECTIONS: '20', BAOPHU_ADMIN_KEY: 'k'.repeat(24), BAOPHU_MAX_UPLOAD_MB: '1' },
        ...{ BAOPHU_KEY: 'o'.repeat(24) },
        BAOPHU_ANSWER_CACHE_MB: '0',
        BAOPHU_QUESTION_SECONDS: '30',
        BAOPHU_FILE_LIMITS: 'rows=200000, textLength=2000 seconds=60',
        ...{ BAOPHU_QUERY_LIMITS: 'officerCost=50000', BAOPHU_RATE_LIMITS: 'uploadsPerHour=10 requestsPerMinute=60' },
        ...{ BAOPHU_LOAD_LIMITS: 'questions=8', BAOPHU_INTROSPECTION: 'analyst, partner' },
        BAOPHU_CORS_ORIGINS: 'https://bi.example.vn/,http://localhost:3000',
        BAOPHU_TRUSTED_DOCUMENTS: './documents',
      }),
    ).toEqual({
      ...{ host: '0.0.0.0', port: 0, behindProxy: true, hubUrl: 'https://baophu.example.vn' },
      ...{ dataDirectory: '/srv/baophu', databaseUrl: 'postgresql://u:p@db:5432/baophu', databaseConnections: 20 },
      ...{ adminKey: 'k'.repeat(24), key: 'o'.repeat(24), maxUploadBytes: 1_048_576, answerCacheBytes: 0 },
      questionSeconds: 30,
      fileLimits: { rows: 200_000, textLength: 2000, seconds: 60 },
      ...UNSAID,
      queryLimits: { ...USUAL_QUERY_LIMITS, officerCost: 50_000 },
      rateLimits: { ...USUAL_RATE_LIMITS, uploadsPerHour: 10, requestsPerMinute: 60 },
      loadLimits: { ...USUAL_LOAD_LIMITS, questions: 8 },
      introspection: ['ANALYST', 'PARTNER'],
      corsOrigins: ['https://bi.example.vn', 'http://localhost:3000'],
      trustedDocuments: resolve('documents'),
    })
  })

  it('names all mistakes at once, each with what was found and what is expected', () => {
    expect(
      mistakesOf({ PORT: '70000', BAOPHU_BEHIND_PROXY: 'yes', BAOPHU_MAX_UPLOAD_MB: '1.5', BAOPHU_URL: 'hub' }),
    ).toEqual([
      { variable: 'PORT', found: '"70000"', expected: 'a whole number, 0 to 65535' },
      { variable: 'BAOPHU_BEHIND_PROXY', found: '"yes"', expected: '0 or 1' },
      { variable: 'BAOPHU_URL', found: '"hub"', expected: 'an address such as https://baophu.example.vn' },
      { variable: 'BAOPHU_MAX_UPLOAD_MB', found: '"1.5"', expected: 'a whole number, 1 to 2048' },
    ])
    expect(() => readConfig({ PORT: 'x', HOST: 'a b' })).toThrow(
      'The hub cannot start with this configuration:\n  HOST: found "a b", expected a host name or an IP address\n  PORT: found "x"',
    )
  })

  it.each(['rows', 'rows=0', 'rows=x', 'rows=-1', 'lines=5', 'rows=1 rows=2', 'toString=1', 'rows=1;'])(
    'does not take %j for limits of a file',
    (said) => {
      expect(mistakesOf({ BAOPHU_FILE_LIMITS: said })).toMatchObject([{ variable: 'BAOPHU_FILE_LIMITS' }])
    },
  )

  it.each([
    ['BAOPHU_QUERY_LIMITS', 'officerCost=0'],
    ['BAOPHU_RATE_LIMITS', 'requests=5'],
    ['BAOPHU_LOAD_LIMITS', 'questions=1 questions=2'],
    ['BAOPHU_INTROSPECTION', 'everybody'],
    ['BAOPHU_DAYS_OFF', 'Tết'],
    ['BAOPHU_DAYS_OFF', '2026-02-30'],
    ['BAOPHU_DAYS_OFF', '2026-02-20..2026-02-16'],
    ['BAOPHU_DAYS_OFF', '2026-02-16..2026-12-20'],
    ['BAOPHU_DAYS_OFF', '2026-02-16..2026-02-20 +2026-02-18'],
    ['BAOPHU_CORS_ORIGINS', '*'],
    ['BAOPHU_CORS_ORIGINS', 'https://bi.example.vn/pages'],
    ['BAOPHU_CORS_ORIGINS', 'file:///tmp'],
  ])('does not take for %s what is said wrongly: %s', (variable, said) => {
    expect(mistakesOf({ [variable]: said })).toMatchObject([{ variable }])
  })

  it('takes days off, spans of them, and days worked instead', () => {
    expect(readConfig({ BAOPHU_DAYS_OFF: '2026-04-27, 2026-08-31..2026-09-01 +2026-08-22' }).declaredDays).toEqual({
      rested: new Set(['2026-04-27', '2026-08-31', '2026-09-01']),
      worked: new Set(['2026-08-22']),
    })
  })

  it('lets nobody ask for the schema when none may', () => {
    expect(readConfig({ BAOPHU_INTROSPECTION: 'none' }).introspection).toEqual([])
  })

  it('never repeats a secret', () => {
    const said = JSON.stringify(mistakesOf({ BAOPHU_ADMIN_KEY: 'hunter2', DATABASE_URL: 'mysql://u:hunter2@db/x' }))
    expect(said).toContain('a text of 7 characters (not shown)')
    expect(said).not.toContain('hunter2')
  })
})

describe('a file .env in the working directory', () => {
  it('says what the environment leaves out', () => {
    const folder = mkdtempSync(join(tmpdir(), 'baophu-env-'))
    writeFileSync(join(folder, '.env'), 'PORT=4100\nBAOPHU_MAX_UPLOAD_MB=7\n')
    const program = `import { loadConfig } from '${pathToFileURL(resolve('src/app/config.ts'))}'; console.log(JSON.stringify(loadConfig()))`
    const words = ['--input-type=module', '--eval', program]
    const answer = spawnSync(process.execPath, words, { cwd: folder, env: { PORT: '4200' }, encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect(JSON.parse(answer.stdout)).toMatchObject({
      port: 4200,
      maxUploadBytes: 7 * 1_048_576,
      dataDirectory: join(folder, 'data'),
    })
  })
})

describe('an address that others can reach', () => {
  it.each(['0.0.0.0', '192.168.1.5', '::', 'hub.example.vn'])(
    '%s needs the word that a proxy with TLS is there',
    (host) => {
      expect(mistakesOf({ HOST: host })).toEqual([
        { variable: 'HOST', found: `"${host}"`, expected: expect.stringContaining('BAOPHU_BEHIND_PROXY=1') },
      ])
      expect(readConfig({ HOST: host, BAOPHU_BEHIND_PROXY: '1' }).host).toBe(host)
    },
  )

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('%s is not one', (host) => {
    expect(isLoopback(host)).toBe(true)
    expect(readConfig({ HOST: host }).host).toBe(host)
  })

  it.each(['127.0.0.1.example.vn', '1270.0.0.1', 'localhost.example.vn'])('%s only looks like this machine', (host) => {
    expect(isLoopback(host)).toBe(false)
  })
})

describe('.env.example', () => {
  it('is written from the settings: npm run schema:accept after a change', async () => {
    await expect(envExample()).toMatchFileSnapshot('../../.env.example')
  })

  it('says every setting with a fallback that the hub would accept', () => {
    for (const { variable, fallback, read } of Object.values(SETTINGS)) {
      expect(envExample()).toContain(`\n#${variable}=${fallback}\n`)
      if (fallback !== '') expect(read(fallback), variable).toBeDefined()
    }
  })
})

describe('signing in', () => {
  const ISSUER = 'https://id.example.vn/realms/so-y-te/'
  const said = (changed: Record<string, string>) => ({
    ...{ BAOPHU_SIGN_IN_ISSUER: ISSUER, BAOPHU_SIGN_IN_AUDIENCE: 'baophu' },
    ...changed,
  })
  const mistaken = (changed: Record<string, string>) =>
    (mistakesOf(said(changed)) as readonly { variable: string }[]).map(({ variable }) => variable)

  it('keeps the issuer to the letter, for tokens name it so', () => {
    const config = readConfig(
      said({ BAOPHU_SIGN_IN_SCOPE: 'openid  offline_access', BAOPHU_SIGN_IN_ALGORITHMS: 'RS256,ES256' }),
    )
    expect([config.signInIssuer, config.signInScope, config.signInAlgorithms]).toEqual([
      ISSUER,
      'openid offline_access',
      ['RS256', 'ES256'],
    ])
  })

  it.each([
    ['an issuer without TLS elsewhere', { BAOPHU_SIGN_IN_ISSUER: 'http://id.example.vn' }, 'BAOPHU_SIGN_IN_ISSUER'],
    [
      'an issuer without TLS on this machine while others reach the hub',
      { BAOPHU_SIGN_IN_ISSUER: 'http://127.0.0.1:3000', BAOPHU_BEHIND_PROXY: '1' },
      'BAOPHU_SIGN_IN_ISSUER',
    ],
    ['an issuer without an audience', { BAOPHU_SIGN_IN_AUDIENCE: '' }, 'BAOPHU_SIGN_IN_AUDIENCE'],
    ['the client as the audience', { BAOPHU_SIGN_IN_CLIENT: 'baophu' }, 'BAOPHU_SIGN_IN_AUDIENCE'],
    ['a shared secret', { BAOPHU_SIGN_IN_ALGORITHMS: 'HS256' }, 'BAOPHU_SIGN_IN_ALGORITHMS'],
    ['no signature', { BAOPHU_SIGN_IN_ALGORITHMS: 'none' }, 'BAOPHU_SIGN_IN_ALGORITHMS'],
    ['another type of token', { BAOPHU_SIGN_IN_TOKEN_TYPES: 'id+jwt' }, 'BAOPHU_SIGN_IN_TOKEN_TYPES'],
    ['scopes without openid', { BAOPHU_SIGN_IN_SCOPE: 'email' }, 'BAOPHU_SIGN_IN_SCOPE'],
  ])('refuses %s', (_what, changed, variable) => {
    expect(mistaken(changed)).toEqual([variable])
  })

  it('takes a provider without TLS for trying out on this machine', () => {
    expect(readConfig(said({ BAOPHU_SIGN_IN_ISSUER: 'http://127.0.0.1:3000' })).signInIssuer).toBe(
      'http://127.0.0.1:3000',
    )
  })
})
