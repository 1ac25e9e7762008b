import type { Browser, Page } from '@playwright/test'
import { createMainThreadClock, type MainThreadTime } from './mainThread.ts'

export interface OpenPage {
  readonly page: Page
  readonly readClock: () => Promise<MainThreadTime>
  close: () => Promise<void>
}

/** Opens a page in a process of its own, in which nothing has run before. */
export async function openPage(browser: Browser, address: string): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`${address}: ${error.message}`))
  const readClock = await createMainThreadClock(page)
  await page.goto(address)
  return { page, readClock, close: () => context.close() }
}
