import puppeteer from 'puppeteer-core'
import { findBrowser, launchOptions } from '../../support/chromium.ts'
import { expect, test } from '../../support/fixtures.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

// Playwright turns the back/forward cache off, so this test uses puppeteer.

/** Set if the page was restored from the back/forward cache. */
declare global {
  var wasRestored: boolean | undefined
}

test('a page restored from the back/forward cache resumes the same answer @main', async ({
  server,
  stubState,
}) => {
  const browser = await puppeteer.launch({
    executablePath: findBrowser()?.path ?? '',
    args: [...(launchOptions.args ?? [])],
  })
  try {
    const page = await browser.newPage()
    await page.goto(server.url)
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => (globalThis.wasRestored = persisted))
    })
    const composer = await page.waitForSelector('textarea')
    await composer?.type('/slow 8 Tell me a story')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.body.innerText.includes('Once upon'))

    await page.goto(`${server.url}/__stub/state`)
    expect((await stubState()).liveRuns, 'the answer is streaming').toBe(1)
    await page.goBack()
    expect(await page.evaluate(() => globalThis.wasRestored)).toBe(true)

    const ending = story.slice(-40)
    await page.waitForFunction((text) => document.body.innerText.includes(text), {}, ending)
    expect(await page.$$eval('article', (messages) => messages.length)).toBe(2)
    expect((await stubState()).runs).toBe(1)
  } finally {
    await browser.close()
  }
})
