import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { endAccount, inviteAccount } from '../../src/access/account.store.ts'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { subjectOf } from '../../src/app/sign-in/access-token.ts'
import { Provider } from '../../src/app/sign-in/provider.ts'
import { execute } from '../../src/kernel/sql.ts'
import { AUDIENCE, CLIENT, IdentityProvider, newSigningKey } from '../support/identity-provider.ts'
import { signInOverHttp } from '../support/sign-in-over-http.ts'
import { seedRegister } from './support/seeded-register.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'

/** Signing in over HTTP: a hub, a real provider, and the tokens that it and others make. */

const START = new Date('2026-11-22T05:00:00Z')
let provider: IdentityProvider
let hub: TestHub
let now = START

beforeAll(async () => {
  provider = await IdentityProvider.start()
  hub = await startTestHub(
    { clock: () => now },
    { signInIssuer: provider.issuer, signInAudience: AUDIENCE, signInClient: CLIENT },
  )
  provider.knows(hub.url)
  await seedRegister(hub.database.em, { communes: 2, households: 1 })
})
afterAll(async () => {
  await hub.close()
  await provider.stop()
})
beforeEach(() => {
  // A minute on, so that no test meets the pause of the one before.
  now = new Date(now.getTime() + 60_000)
})

const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` })
const minutes = (count: number): void => {
  now = new Date(now.getTime() + count * 60_000)
}
const tokenOf = (sub: string, claims: object = {}) => provider.token({ sub, ...claims }, { now })
const invite = (subject: string, changed: object = {}) =>
  inviteAccount(
    ADMINISTRATOR,
    hub.database.em,
    { ...{ issuer: provider.issuer, subject, name: subject, role: 'DATA_OFFICER', areaCodes: ['07300'] }, ...changed },
    now,
  )

interface Refusal {
  readonly code: string
  readonly message: string
  readonly issues?: readonly { readonly code: string }[]
}

/** Status, and for a refusal its reason. */
async function tried(shown: string): Promise<readonly [number, string]> {
  const answer = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { ...bearer(shown), 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  })
  const body = (await answer.json()) as Refusal
  return [answer.status, body.issues?.[0]?.code ?? '']
}

const REFUSED = [401, 'token-refused']

test('whoever is invited is let in, with the role and the area of the account and not of the token', async () => {
  const id = await invite('officer-a')
  const token = await tokenOf('officer-a', { roles: ['administrator'], scope: 'admin', email: 'a@example.vn' })
  expect(await tried(token)).toEqual([200, ''])
  const asked = async (query: string) => (await hub.ask<Record<string, object>>(query, {}, bearer(token))).body
  expect((await asked('{ keys { id } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  expect((await asked('{ areas(level: COMMUNE) { nodes { code } } }')).data?.areas).toEqual({
    nodes: [{ code: '07300' }],
  })
  const { body } = await hub.ask<{ accounts: readonly { id: string }[] }>('{ accounts { id lastSeenAt createdBy } }')
  expect(body.data?.accounts).toContainEqual({ id, createdBy: 'administrator', lastSeenAt: now.toISOString() })
})

test('from the provider’s form to an answer of the hub: its access token is taken, its ID token is not', async () => {
  now = new Date()
  await invite('officer-real')
  const given = await signInOverHttp(provider, hub.url, 'officer-real')
  expect(await tried(given.access_token)).toEqual([200, ''])
  expect(await tried(given.id_token)).toEqual(REFUSED)
  expect(await tried(given.refresh_token)).toEqual([401, 'key-unknown'])
  now = START
})

describe('a token that is not an access token for this hub', () => {
  const seconds = () => Math.floor(now.getTime() / 1000)
  const unsigned = (header: object, claims: object) =>
    [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const good = () => ({ iss: provider.issuer, aud: AUDIENCE, sub: 'officer-b', iat: seconds(), exp: seconds() + 600 })

  beforeAll(() => invite('officer-b'))

  const BAD: Readonly<Record<string, () => Promise<string> | string>> = {
    'an ID token': () => provider.token({ sub: 'officer-b', aud: CLIENT }, { now, header: { typ: 'JWT' } }),
    'an ID token that somebody gave the hub’s audience': () =>
      provider.token({ sub: 'officer-b' }, { now, header: { typ: 'JWT' } }),
    'without a signature': () => `${unsigned({ alg: 'none', typ: 'at+jwt' }, good())}.`,
    tampered: async () => {
      const [header = '', , signature = ''] = (await tokenOf('nobody')).split('.')
      return `${header}.${Buffer.from(JSON.stringify(good())).toString('base64url')}.${signature}`
    },
    'of a key that is not the provider’s': async () =>
      provider.token({ sub: 'officer-b' }, { now, key: await newSigningKey('first') }),
    'signed with the public key as a secret': () => {
      const text = unsigned({ alg: 'HS256', typ: 'at+jwt', kid: 'first' }, good())
      return `${text}.${createHmac('sha256', JSON.stringify(provider.key.publicJwk)).update(text).digest('base64url')}`
    },
    'that is over': () => tokenOf('officer-b', { iat: seconds() - 600, exp: seconds() - 31 }),
    'for another service': () => tokenOf('officer-b', { aud: 'urn:another' }),
    'without an end': () => tokenOf('officer-b', { exp: undefined }),
    'of the future': () => tokenOf('officer-b', { iat: seconds() + 31, exp: seconds() + 900 }),
    'without a beginning': () => tokenOf('officer-b', { iat: undefined }),
    'that is too old, whatever it says itself': () =>
      tokenOf('officer-b', { iat: seconds() - 15 * 60 - 31, exp: seconds() + 600 }),
    'of another provider': () => tokenOf('officer-b', { iss: 'https://id.example.vn' }),
    'of nobody': () => tokenOf('officer-b', { sub: undefined }),
  }

  test.each(Object.entries(BAD))('%s', async (_what, make) => {
    expect(await tried(await make())).toEqual(REFUSED)
  })

  test('and the same made well is one', async () => {
    expect(await tried(await tokenOf('officer-b'))).toEqual([200, ''])
    expect(await tried(await tokenOf('officer-b', { iat: seconds() + 29, exp: seconds() + 600 }))).toEqual([200, ''])
    expect(await tried(await tokenOf('officer-b', { iat: seconds() - 600, exp: seconds() - 29 }))).toEqual([200, ''])
  })
})

describe('somebody who signed in and has no account', () => {
  test('is told what to give the administrator', async () => {
    const answer = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: bearer(await tokenOf('new|subject-1')),
    })
    const { code, message, issues } = (await answer.json()) as Refusal
    expect([answer.status, code, issues?.[0]?.code]).toEqual([403, 'FORBIDDEN', 'account-unknown'])
    expect(message).toContain('new|subject-1')
  })

  test('that holds is told so: ended, not yet begun, and over on its last day', async () => {
    const ended = await invite('officer-c')
    const token = () => tokenOf('officer-c')
    expect(await tried(await token())).toEqual([200, ''])
    await endAccount(ADMINISTRATOR, hub.database.em, ended, now)
    expect(await tried(await token())).toEqual([403, 'account-ended'])
    await invite('officer-c', { from: '2026-11-23', until: '2026-11-24' })
    expect(await tried(await token())).toEqual([403, 'account-without-grant'])
    now = new Date('2026-11-22T17:00:00Z')
    expect(await tried(await token())).toEqual([200, ''])
    now = new Date('2026-11-23T16:59:59Z')
    expect(await tried(await token())).toEqual([200, ''])
    now = new Date('2026-11-23T17:00:00Z')
    expect(await tried(await token())).toEqual([403, 'account-without-grant'])
  })
})

describe('the provider’s keys', () => {
  beforeAll(() => invite('officer-d'))
  const keysAsked = () => provider.asked.filter((path) => path === '/jwks').length

  test('that change are followed by the next token, and what the old one signed is over', async () => {
    const before = await tokenOf('officer-d')
    expect(await tried(before)).toEqual([200, ''])
    provider.rotate(await newSigningKey('second'))
    minutes(1)
    expect(await tried(await tokenOf('officer-d'))).toEqual([200, ''])
    expect(await tried(before)).toEqual(REFUSED)
  })

  test('are asked for once a pause, however many tokens name keys that nobody has', async () => {
    await tried(await tokenOf('officer-d'))
    minutes(1)
    const before = keysAsked()
    const strange = await newSigningKey('strange')
    for (let count = 0; count < 5; count += 1)
      expect(await tried(await provider.token({ sub: 'officer-d' }, { now, key: strange }))).toEqual(REFUSED)
    expect(keysAsked() - before).toBe(1)
  })

  test('serve on while the provider is away, for a day', async () => {
    expect(await tried(await tokenOf('officer-d'))).toEqual([200, ''])
    await provider.stop()
    minutes(5)
    expect(await tried(await tokenOf('officer-d'))).toEqual([200, ''])
    minutes(60)
    expect(await tried(await tokenOf('officer-d'))).toEqual([200, ''])
    expect(await tried(await provider.token({ sub: 'officer-d' }, { now, key: await newSigningKey('third') }))).toEqual(
      REFUSED,
    )
    minutes(24 * 60)
    expect(await tried(await tokenOf('officer-d'))).toEqual([503, 'provider-away'])
    await provider.startAgain()
    minutes(1)
    expect(await tried(await tokenOf('officer-d'))).toEqual([200, ''])
  })
})

test('where tokens say JWT of themselves, that is a setting; ID tokens are then told by audience and hash', async () => {
  const keys = new Provider(provider.issuer, () => now)
  const rules = { audience: AUDIENCE, algorithms: ['ES256'], types: ['JWT'], minutes: 15 }
  const jwt = { now, header: { typ: 'JWT' } }
  const subject = async (claims: object) =>
    (await subjectOf(await provider.token({ sub: 'x', ...claims }, jwt), keys, rules, now))?.subject ?? null
  expect(await subject({})).toBe('x')
  expect(await subject({ typ: 'Bearer' })).toBe('x')
  for (const other of [{ aud: CLIENT }, { at_hash: 'x' }, { typ: 'ID' }, { typ: 'Refresh' }])
    expect(await subject(other)).toBeNull()
  expect(await subjectOf(await tokenOf('x'), keys, rules, now)).toBeNull()
})

test('an open subscription ends when the account does', async () => {
  const id = await invite('officer-e')
  const token = await tokenOf('officer-e')
  await execute(
    hub.database.em,
    `insert into import_batch (batch_id, file_name, sha256, byte_size, created_by) values (900, 'x.csv', 'none', 1, $1)`,
    [id],
  )
  const query = `subscription { importProgress(id: "${Buffer.from('ImportBatch:900').toString('base64url')}") { status } }`
  const answer = await fetch(`${hub.url}/graphql/stream`, {
    method: 'POST',
    headers: { ...bearer(token), 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  expect(answer.status).toBe(200)
  const all = answer.text()
  await endAccount(ADMINISTRATOR, hub.database.em, id, now)
  expect(await all).toContain('READING')
})

test('the pages are told where to sign in, and may ask nobody but the hub and the provider', async () => {
  const { provider: told } = (await (await fetch(`${hub.url}/sign-in`)).json()) as { provider: object }
  expect(told).toEqual({
    name: new URL(provider.issuer).host,
    clientId: CLIENT,
    scope: 'openid',
    authorizationEndpoint: `${provider.issuer}/auth`,
    tokenEndpoint: `${provider.issuer}/token`,
    endSessionEndpoint: `${provider.issuer}/session/end`,
  })
})

test('a hub without a provider takes no token and offers no sign-in', async () => {
  const without = await startTestHub()
  const shown = { method: 'POST', headers: bearer(await tokenOf('officer-a')) }
  const answer = await fetch(`${without.url}/graphql`, shown)
  expect([answer.status, ((await answer.json()) as Refusal).issues?.[0]?.code]).toEqual([401, 'key-unknown'])
  expect(await (await fetch(`${without.url}/sign-in`)).json()).toEqual({ provider: null })
  const { body } = await without.ask(
    'mutation { inviteAccount(input: { subject: "x", name: "x", role: ANALYST, areaCodes: ["VN"] }) }',
  )
  expect(body.errors?.[0]?.extensions.issues).toMatchObject([{ code: 'sign-in-not-offered' }])
  await without.close()
})
