import type { Browser } from 'playwright-core'
import type { Config } from '../../src/app/config.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { buildPages, openBrowser } from './open-browser.ts'

/** A hub that serves the pages as they are now, and a browser to look at them. */
export interface PagesHub {
  readonly hub: TestHub
  readonly browser: Browser
  close(): Promise<void>
}

export async function startPagesHub(settings: Partial<Config> = {}): Promise<PagesHub> {
  const [pages, browser] = await Promise.all([buildPages(), openBrowser()])
  const hub = await startTestHub({ pagesDirectory: pages.directory }, { maxUploadBytes: 20 * 1024 * 1024, ...settings })
  return {
    hub,
    browser,
    close: async () => {
      await browser.close()
      await hub.close()
      pages.remove()
    },
  }
}
