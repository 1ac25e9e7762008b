import puppeteer, { type Page } from 'puppeteer-core'
import { findFirefox } from '../../support/firefox.ts'
import { expect, test as base } from '../../support/fixtures.ts'

const firefox = findFirefox()

/** What goes wrong behind the page: on the console, as an exception, against the policy. */
async function collectComplaints(page: Page): Promise<readonly string[]> {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (/error|warn/.test(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`${violatedDirective} forbids ${blockedURI}`)
    })
  })
  return complaints
}

const test = base.extend<{ firefoxPage: Page }>({
  firefoxPage: async ({}, use) => {
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox ?? '' })
    await use(await browser.newPage())
    await browser.close()
  },
})

test.skip(firefox === undefined, 'There is no Firefox here; FIREFOX_PATH may name one.')
test.use({ answersByHand: true })

test('in Firefox an answer outlives a break and a reload, is drawn and kept, and nothing complains', async ({
  firefoxPage: page,
  server,
  model,
  cutStreams,
  stubState,
}) => {
  test.slow()
  const complaints = await collectComplaints(page)
  const expectText = (text: string) =>
    page.waitForFunction((words) => document.body.innerText.includes(words), {}, text)
  await page.goto(server.url)
  const composer = await page.waitForSelector('textarea')
  await composer?.type('Count, and draw')
  await page.keyboard.press('Enter')
  const answer = await model.asked()
  answer.say('One, ')
  await expectText('One,')
  cutStreams()
  answer.say('**two**, ')
  await expectText('One, two,')
  await page.reload()
  answer.say('three.\n\n```mermaid\nflowchart LR\n  A --> B\n```\n')
  answer.end()
  await expectText('One, two, three.')
  await page.waitForSelector('article img[alt=Diagram]')
  await page.reload()
  await expectText('One, two, three.')
  expect((await stubState()).runs).toBe(1)
  expect(complaints).toEqual([])
})
