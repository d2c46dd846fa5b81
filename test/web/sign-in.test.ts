import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TEST_KEY, type TestHub } from '../app/support/test-hub.ts'
import { AUDIENCE, CLIENT, IdentityProvider } from '../support/identity-provider.ts'
import { furnish } from './office.ts'
import { type PagesHub, startPagesHub } from './pages-hub.ts'
import { Visitor } from './visitor.ts'

/** Signing in with a name in a real browser, at a real provider: each test goes on where the one before stopped. */
let provider: IdentityProvider
let hub: TestHub
let browser: Browser
let officer: Visitor
let pages: PagesHub
let accountId = ''

beforeAll(async () => {
  provider = await IdentityProvider.start()
  pages = await startPagesHub({
    signInIssuer: provider.issuer,
    signInAudience: AUDIENCE,
    signInClient: CLIENT,
    signInName: 'Sở Y tế',
  })
  hub = pages.hub
  browser = pages.browser
  provider.knows(hub.url)
  await furnish(hub.url)
  officer = await Visitor.arrive(browser, hub.url, { key: null, alsoAt: provider.issuer })
})

afterAll(async () => {
  await pages.close()
  await provider.stop()
})

const page = () => officer.page
const button = (name: string) => page().getByRole('button', { name, exact: true })

/** At the provider: its forms want a name, any password, and consent. */
async function signInAt(name: string): Promise<void> {
  await button('Đăng nhập bằng Sở Y tế').click()
  await page().locator('input[name=login]').fill(name)
  await page().locator('input[name=password]').fill('bất kỳ')
  await page().locator('button[type=submit]').click()
  await page().getByRole('button', { name: 'Continue' }).click()
}

async function asAdministrator(mutation: string): Promise<string> {
  const { body } = await hub.ask<{ id: string }>(`mutation { id: ${mutation} }`)
  return body.data?.id ?? JSON.stringify(body.errors)
}

test('who has no account yet is shown what to give the administrator', async () => {
  await signInAt('can-bo-1')
  await page().getByText('để được mời: can-bo-1').waitFor()
  expect(await page().evaluate('location.href')).toBe(`${hub.url}/`)
  expect(await page().evaluate('sessionStorage.length')).toBe(0)
})

test('once invited they come back to where they were, and see what their account may', async () => {
  accountId = await asAdministrator(
    'inviteAccount(input: { subject: "can-bo-1", name: "Cán bộ 1", role: ANALYST, areaCodes: ["215"] })',
  )
  expect(accountId).toMatch(/^acc_/)
  await officer.page.goto(`${hub.url}/#/coverage/215`)
  await button('Đăng nhập bằng Sở Y tế').click()
  await page()
    .getByRole('heading', { level: 1, name: /Yên Thế/ })
    .waitFor()
  expect(await page().evaluate('location.hash')).toBe('#/coverage/215')
  // An analyst may not look after imports: no way leads there, and the hub refuses who goes all the same.
  expect(await page().getByRole('link', { name: 'Nhập tệp' }).count()).toBe(0)
  await officer.go('#/imports')
  await page().getByText('không được phép').first().waitFor()
  const { body } = await hub.ask<{ accounts: readonly { lastSeenAt: string | null }[] }>('{ accounts { lastSeenAt } }')
  expect(body.data?.accounts[0]?.lastSeenAt).not.toBeNull()
})

test('a token that is about to end is renewed without a word', async () => {
  const before = await sessionToken()
  await setEndsAt('Date.now() + 1000')
  await officer.go('#/coverage/24')
  await page().getByRole('heading', { level: 1 }).waitFor()
  const after = await sessionToken()
  expect([typeof after, after === before]).toEqual(['string', false])
})

test('neither is a word said when the hub refuses one that has not ended', async () => {
  await page().evaluate(`(() => {
    const session = JSON.parse(sessionStorage.getItem('baophu.session'))
    session.tokens.access = session.tokens.access.slice(0, -4) + 'AAAA'
    sessionStorage.setItem('baophu.session', JSON.stringify(session))
  })()`)
  await page().goto(`${hub.url}/#/coverage/215`)
  await page().reload()
  await page()
    .getByRole('heading', { level: 1, name: /Yên Thế/ })
    .waitFor()
  expect(String(await sessionToken()).endsWith('AAAA')).toBe(false)
})

test('when nothing renews it, the reader is asked to sign in again and goes on where they were', async () => {
  await page().evaluate(`(() => {
    const session = JSON.parse(sessionStorage.getItem('baophu.session'))
    session.tokens = { ...session.tokens, refresh: null, access: session.tokens.access.slice(0, -4) + 'AAAA' }
    sessionStorage.setItem('baophu.session', JSON.stringify(session))
  })()`)
  await page().reload()
  await page().getByText('Phiên đăng nhập đã hết').waitFor()
  await button('Đăng nhập bằng Sở Y tế').click()
  await page().getByRole('navigation', { name: 'Các mục' }).waitFor()
  expect(await page().evaluate('location.hash')).toBe('#/coverage/215')
})

test('the doors for files take the token too, and no code or token stands in an address', async () => {
  await asAdministrator(
    `changeAccount(id: "${accountId}", input: { name: "Cán bộ 1", role: DATA_OFFICER, areaCodes: ["215"] })`,
  )
  await officer.go('#/imports')
  const [download] = await Promise.all([
    page().waitForEvent('download'),
    page()
      .getByRole('button', { name: /số liệu/i })
      .first()
      .click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
  expect(provider.asked.join()).not.toMatch(/code=|token=/)
})

test('signing out ends the session at the provider too', async () => {
  await officer.press('Đăng xuất')
  await page().getByRole('button', { name: /yes/i }).click()
  await button('Đăng nhập bằng Sở Y tế').waitFor()
  expect(await page().evaluate('sessionStorage.length')).toBe(0)
  await button('Đăng nhập bằng Sở Y tế').click()
  await page().locator('input[name=login]').waitFor()
})

test('an answer that this tab did not ask for signs nobody in', async () => {
  await page().goto('about:blank')
  await page().goto(`${hub.url}/#code=stolen&state=made-up`)
  await page().getByText('Đăng nhập không thành').waitFor()
  expect(await page().evaluate('location.hash')).toBe('')
})

test('while the provider is away a key still opens the pages', async () => {
  await provider.stop()
  const other = await Visitor.arrive(browser, hub.url, { key: null, alsoAt: provider.issuer })
  await other.page.getByLabel('Khóa truy cập').fill(TEST_KEY)
  await other.page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await other.page.getByRole('navigation', { name: 'Các mục' }).waitFor()
  await other.leave()
  await provider.startAgain()
})

test('the sign-in page keeps nobody out, on a phone either', async () => {
  const phone = await Visitor.arrive(browser, hub.url, { key: null, width: 360, alsoAt: provider.issuer })
  await phone.page.getByRole('button', { name: 'Đăng nhập bằng Sở Y tế' }).waitFor()
  expect([await phone.barriers(), await phone.overflow()]).toEqual([[], 0])
  await phone.leave()
})

test('nothing was refused by the policy, and nothing was asked of anybody else', () => {
  // The provider's own pages want a font of the network.
  expect(officer.complaints.filter((complaint) => !/fonts\.googleapis|ERR_NAME_NOT_RESOLVED/.test(complaint))).toEqual(
    [],
  )
})

async function sessionToken(): Promise<unknown> {
  return page().evaluate(`JSON.parse(sessionStorage.getItem('baophu.session'))?.tokens.access`)
}

async function setEndsAt(expression: string): Promise<void> {
  await page().evaluate(`(() => {
    const session = JSON.parse(sessionStorage.getItem('baophu.session'))
    session.tokens.endsAt = ${expression}
    sessionStorage.setItem('baophu.session', JSON.stringify(session))
  })()`)
  await page().reload()
}
