import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { envExample, readConfig } from '../../src/app/config.ts'
import { SETTINGS } from '../../src/app/settings.ts'

interface Service {
  readonly image?: string
  readonly build?: string
  readonly environment: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly volumes: readonly string[]
  readonly networks: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck: { readonly test: readonly string[] }
  readonly cap_drop?: readonly string[]
  readonly read_only?: boolean
  readonly init?: boolean
}

interface Compose {
  readonly services: Readonly<Record<'hub' | 'database', Service>>
  readonly volumes: Readonly<Record<string, unknown>>
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>
}

const root = join(import.meta.dirname, '..', '..')
const text = (name: string): string => readFileSync(join(root, name), 'utf8')
const compose = parse(text('docker-compose.yml')) as Compose
const { hub, database } = compose.services
const dockerfile = text('Dockerfile')

/** The environment as the container gets it, with a password in its place. */
const given = Object.fromEntries(
  Object.entries(hub.environment).map(([name, value]) => [
    name,
    value.replace(/\$\{POSTGRES_PASSWORD[^}]*\}/, 'secret'),
  ]),
)

describe('docker-compose.yml', () => {
  it('starts the hub beside a database, and after it', () => {
    expect(Object.keys(compose.services)).toEqual(['hub', 'database'])
    expect(hub.depends_on).toEqual({ database: { condition: 'service_healthy' } })
    expect(database.image).toBe('postgres:18')
  })

  it('tells the hub only what the hub understands, and a configuration that it accepts', () => {
    const known = Object.values(SETTINGS).map(({ variable }) => variable)
    expect(Object.keys(hub.environment).filter((name) => !known.includes(name as (typeof known)[number]))).toEqual([])
    expect(readConfig(given)).toMatchObject({ dataDirectory: '/data', port: 4000, behindProxy: true })
  })

  it('points the hub at that database', () => {
    const url = new URL(readConfig(given).databaseUrl as string)
    const { POSTGRES_USER, POSTGRES_DB } = database.environment
    expect([url.hostname, url.username, url.pathname]).toEqual(['database', POSTGRES_USER, `/${POSTGRES_DB}`])
    expect(hub.networks).toEqual(expect.arrayContaining([...database.networks]))
  })

  it('opens the hub to this machine only, and the database to nobody', () => {
    expect(hub.ports).toEqual(['127.0.0.1:4000:4000'])
    expect(database.ports).toBeUndefined()
    expect(database.networks.map((name) => compose.networks[name]?.internal)).toEqual([true])
  })

  it('brings no password of its own: each must be given, and .env.example names it', () => {
    const variables = [...text('docker-compose.yml').matchAll(/\$\{(\w+)(:\?)?/g)]
    expect(variables.length).toBeGreaterThan(0)
    for (const [, name, refusal] of variables) {
      expect(refusal, name).toBe(':?')
      expect(envExample()).toContain(`\n#${name}=\n`)
    }
  })

  it('keeps what must survive in volumes, at the places where the images write', () => {
    expect(hub.volumes).toEqual(['hub-data:/data'])
    expect(database.volumes).toEqual(['database-data:/var/lib/postgresql'])
    expect(Object.keys(compose.volumes)).toEqual(['hub-data', 'database-data'])
  })

  it('asks both whether they are well', () => {
    expect(hub.healthcheck.test.join(' ')).toContain(`http://127.0.0.1:${readConfig(given).port}/readyz`)
    expect(database.healthcheck.test).toContain('pg_isready')
  })

  it('gives the hub no rights it does not need', () => {
    expect(hub).toMatchObject({ cap_drop: ['ALL'], read_only: true, init: true })
  })

  const client = spawnSync('docker', ['compose', 'version']).status === 0
  it.skipIf(!client)('is accepted by docker compose', () => {
    const answer = spawnSync('docker', ['compose', 'config', '--quiet'], {
      ...{ cwd: root, encoding: 'utf8', env: { ...process.env, POSTGRES_PASSWORD: 'secret' } },
    })
    expect(answer.stderr).toBe('')
    expect(answer.status).toBe(0)
  })
})

describe('Dockerfile', () => {
  it('starts from images of a named version and runs no install script of a package', () => {
    expect([...dockerfile.matchAll(/^FROM (\S+)/gm)].map((match) => match[1])).toEqual(['node:24-slim', 'node:24-slim'])
    expect([...dockerfile.matchAll(/npm (?:ci|install|prune)[^\n&\\]*/g)].map((match) => match[0].trim())).toEqual([
      'npm ci --ignore-scripts',
      'npm prune --omit=dev --ignore-scripts',
    ])
  })

  it('runs the program that npm start runs, as an account without rights', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }
    const command = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]') as string[]
    expect(scripts.start).toContain(command.join(' '))
    expect(/^USER (\S+)$/m.exec(dockerfile)?.[1]).toBe('node')
    expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('CMD'))
  })

  it('copies files that are there, and leaves out what is private', () => {
    const copied = /^COPY (package.*) \.\/$/m.exec(dockerfile)?.[1]?.split(' ') ?? []
    expect(copied.filter((name) => !existsSync(join(root, name)))).toEqual([])
    expect(text('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', '.git', 'data', 'node_modules']))
  })
})
