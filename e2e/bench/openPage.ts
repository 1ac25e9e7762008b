import type { Browser, Page } from '@playwright/test'
import { createMainThreadClock, type MainThreadTime } from './mainThread.ts'

export interface OpenPage {
  readonly page: Page
  readonly readClock: () => Promise<MainThreadTime>
  close: () => Promise<void>
}

/** Opens a page in a new process without earlier work. */
export async function openPage(browser: Browser, url: string): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`${url}: ${error.message}`))
  const readClock = await createMainThreadClock(page)
  await page.goto(url)
  return { page, readClock, close: () => context.close() }
}
