import puppeteer, { type Page } from 'puppeteer-core'
import { findFirefox } from '../../support/firefox.ts'
import { expect, test as base } from '../../support/fixtures.ts'

const firefox = findFirefox()

/** Collects the problems that the page reports: console errors and warnings, exceptions, policy violations. */
async function collectProblems(page: Page): Promise<readonly string[]> {
  const problems: string[] = []
  page.on('console', (message) => {
    if (/error|warn/.test(message.type())) problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(String(error)))
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`${violatedDirective} forbids ${blockedURI}`)
    })
  })
  return problems
}

const test = base.extend<{ firefoxPage: Page }>({
  firefoxPage: async ({}, use) => {
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox ?? '' })
    await use(await browser.newPage())
    await browser.close()
  },
})

test.skip(
  firefox === undefined,
  'Firefox is not installed. Install it, or set FIREFOX_PATH to its path.',
)
test.use({ manualAnswers: true })

test('in Firefox an answer survives a broken connection and a reload, is rendered and stored, without console errors @main', async ({
  firefoxPage: page,
  server,
  model,
  cutStreams,
  stubState,
}) => {
  test.slow()
  const problems = await collectProblems(page)
  const expectText = (text: string) =>
    page.waitForFunction((expected) => document.body.innerText.includes(expected), {}, text)
  await page.goto(server.url)
  const composer = await page.waitForSelector('textarea')
  await composer?.type('Count, and draw')
  await page.keyboard.press('Enter')
  const answer = await model.nextAnswer()
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
  expect(problems).toEqual([])
})
