import puppeteer from 'puppeteer-core'
import { findBrowser, launchOptions } from '../../support/chromium.ts'
import { expect, test } from '../../support/fixtures.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

// Playwright turns the back/forward cache off: this drives the browser by puppeteer.

/** Of a page that went into the cache and came back: it remembers that. */
declare global {
  var cameBack: boolean | undefined
}

test('a page that comes back from the back/forward cache goes on with the same answer', async ({
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
      addEventListener('pageshow', ({ persisted }) => (globalThis.cameBack = persisted))
    })
    const composer = await page.waitForSelector('textarea')
    await composer?.type('/slow 8 Tell me a story')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.body.innerText.includes('Once upon'))

    await page.goto(`${server.url}/__stub/state`)
    expect((await stubState()).liveRuns, 'it is in mid-answer').toBe(1)
    await page.goBack()
    expect(await page.evaluate(() => globalThis.cameBack)).toBe(true)

    const lastWords = story.slice(-40)
    await page.waitForFunction((words) => document.body.innerText.includes(words), {}, lastWords)
    expect(await page.$$eval('article', (messages) => messages.length)).toBe(2)
    expect((await stubState()).runs).toBe(1)
  } finally {
    await browser.close()
  }
})
