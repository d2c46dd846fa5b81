import axe from 'axe-core'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { TEST_KEY } from '../app/support/test-key.ts'

/** A mistake that keeps somebody out. */
export interface Barrier {
  readonly rule: string
  readonly places: readonly string[]
}

/** How long the pages may take to show something, in ms: the machine may be busy. */
const PATIENCE_MS = 30_000

const MOST_TABS = 100

/** A person at the pages, and what their browser complained of. */
export class Visitor {
  readonly page: Page
  /** Errors, refused scripts and styles, and requests to anywhere but the hub. */
  readonly complaints: string[] = []
  readonly #url: string
  readonly #context: BrowserContext
  /** Requests on their way. */
  #open = 0

  private constructor(context: BrowserContext, page: Page, url: string, alsoAt: string) {
    this.page = page
    this.#context = context
    this.#url = url
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) this.complaints.push(message.text())
    })
    page.on('requestfinished', () => this.#close())
    page.on('requestfailed', () => this.#close())
    page.on('request', (request) => {
      this.#open += 1
      if (![url, alsoAt, 'blob:'].some((place) => request.url().startsWith(place))) this.complaints.push(request.url())
    })
  }

  /** Comes to the hub, signed in unless `key` is null; `width` in CSS pixels; `alsoAt` is where else requests may go. */
  static async arrive(
    browser: Browser,
    url: string,
    { key = TEST_KEY as string | null, width = 1280, alsoAt = url } = {},
  ) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'vi-VN' })
    const page = await context.newPage()
    const visitor = new Visitor(context, page, url, alsoAt)
    await page.goto(url)
    if (key !== null) await visitor.signIn(key)
    return visitor
  }

  #close(): void {
    this.#open -= 1
  }

  /** What the page asks of the hub, by the name of the question, from now on. */
  questions(): readonly string[] {
    const asked: string[] = []
    this.page.on('request', (request) => {
      const name = /query (\w+)/.exec(request.postData() ?? '')?.[1]
      if (name) asked.push(name)
    })
    return asked
  }

  async signIn(key: string): Promise<void> {
    await this.page.getByLabel('Khóa truy cập').fill(key)
    await this.page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await this.page.getByRole('navigation', { name: 'Các mục' }).waitFor()
  }

  /** Goes to an address of the pages (`#/coverage/215`) and waits until nothing is being loaded. */
  async go(address: string): Promise<void> {
    await this.page.goto(`${this.#url}/${address}`)
    await this.settle()
  }

  /** Waits until the page has been silent for a moment: an answer may bring the next question. */
  async settle(): Promise<void> {
    await this.page.locator('h1').waitFor()
    for (let silent = 0; silent < 3; silent = this.#open === 0 ? silent + 1 : 0) await this.page.waitForTimeout(40)
  }

  async speak(language: 'vi' | 'en'): Promise<void> {
    await this.page.getByLabel(/^(Ngôn ngữ|Language)$/).selectOption(language)
    await this.settle()
  }

  /** Sends a workbook through the page and waits for its check to end. */
  async upload(name: string, buffer: Buffer): Promise<void> {
    await this.go('#/imports')
    await this.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await this.page.getByRole('heading', { level: 1, name }).waitFor()
    await this.status('đã kiểm tra').waitFor()
  }

  /** The status of the batch that is open. */
  status(text: string): Locator {
    return this.page.locator('.facts .mark', { hasText: text })
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
  }

  /** Presses a button that gives a file to keep; resolves with the file's name. */
  async take(name: string): Promise<string> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.press(name)])
    return download.suggestedFilename()
  }

  /** Presses Tab until the element has the focus. */
  async tabTo(element: Locator): Promise<void> {
    await element.waitFor({ state: 'attached' })
    for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
      if ((await element.and(this.page.locator(':focus')).count()) > 0) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`not reached with ${MOST_TABS} presses of Tab: ${element}`)
  }

  /** Serious and critical findings of axe on the page as it stands. */
  async barriers(): Promise<readonly Barrier[]> {
    await this.page.evaluate(axe.source)
    const found = (await this.page.evaluate('axe.run()')) as axe.AxeResults
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({ rule: id, places: nodes.map(({ html }) => html.slice(0, 120)) }))
  }

  /** How far the page reaches beyond the screen, in pixels. */
  async overflow(): Promise<number> {
    return (await this.page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )) as number
  }

  /** Every piece of text on the page, and every name for those who do not see it, except what comes from files. */
  async texts(): Promise<readonly string[]> {
    return (await this.page.evaluate(TEXTS)) as readonly string[]
  }

  async leave(): Promise<void> {
    await this.#context.close()
  }
}

/** Runs in the page. The names of the languages stand in their own language everywhere. */
const TEXTS = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    if (node.parentElement.closest('script, noscript, pre, option[lang], [translate=no]') === null) texts.push(node.data.trim())
  for (const element of document.querySelectorAll('[aria-label], [placeholder]'))
    texts.push(element.getAttribute('aria-label') ?? '', element.getAttribute('placeholder') ?? '')
  return texts.filter((text) => text !== '')
})()`
