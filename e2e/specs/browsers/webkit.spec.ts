import { expect, test as base } from '../../support/fixtures.ts'
import type { ManualModel, ManualAnswer } from '../../support/manualModel.ts'
import { findWebKit, startWebKit, type WebKitPage } from '../../support/webkit.ts'

const webkit = findWebKit()
const NEEDED =
  'WebKit is not installed. On Debian: apt-get install webkit2gtk-driver xvfb. WEBKIT_PATH can name a MiniBrowser.'

const test = base.extend<{ webkitPage: WebKitPage }>({
  webkitPage: async ({}, use) => {
    if (webkit === undefined) throw new Error(NEEDED)
    const { page, close } = await startWebKit(webkit)
    await use(page)
    await close()
  },
})

// WebKit is required in CI, unless .ci/run could not install it.
const isRequired = Boolean(process.env['CI']) && !process.env['WEBKIT_UNAVAILABLE']
test.skip(webkit === undefined && !isRequired, NEEDED)
test.use({ manualAnswers: true })

/** Returns paragraphs with different texts. */
function lines(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => `Line ${from + index}.\n\n`).join('')
}

/** An answer whose blocks change their kind while they grow, so the content shrinks for a moment. */
const CHANGING = Array.from(
  { length: 4 },
  (_, index) => `Title ${'that grows '.repeat(20)}
---

Words ${'of a paragraph '.repeat(20)}

Row ${index} | ${'cell '.repeat(5)}
---|---
1 | 2

- one
- two **bold**

\`\`\`js
let a = ${index}
\`\`\`
`,
).join('\n')

async function ask(page: WebKitPage, url: string, model: ManualModel): Promise<ManualAnswer> {
  await page.open(url)
  const hasComposer = () => page.evaluate(() => document.querySelector('textarea') !== null)
  await expect.poll(hasComposer).toBe(true)
  await page.evaluate(() => {
    const field = document.querySelector('textarea')
    if (!field) throw new Error('The page has no composer.')
    field.value = 'Many lines'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.form?.requestSubmit()
  })
  return model.nextAnswer()
}

/** Waits until the page shows a text. */
async function expectText(page: WebKitPage, text: string): Promise<void> {
  const isDrawn = (expected: string) => document.body.innerText.includes(expected)
  await expect.poll(() => page.evaluate(isDrawn, text)).toBe(true)
}

/** Measures the thread, in pixels. */
function viewOf(page: WebKitPage) {
  return page.evaluate(() => {
    const log = document.querySelector('[role=log]')
    if (!log) throw new Error('The page has no thread.')
    const { scrollTop, scrollHeight, clientHeight } = log
    const { x, y, width } = log.getBoundingClientRect()
    return { scrollTop, toEnd: scrollHeight - clientHeight - scrollTop, clientHeight, x, y, width }
  })
}

const distanceToEnd = async (page: WebKitPage) => (await viewOf(page)).toEnd

async function expectToStay(page: WebKitPage, answer: ManualAnswer): Promise<void> {
  const { scrollTop } = await viewOf(page)
  answer.say(`\n\n${lines(60, 90)}`)
  await expectText(page, 'Line 89.')
  expect((await viewOf(page)).scrollTop).toBe(scrollTop)
}

test('in WebKit the view follows an answer whose content shrinks for moments while it grows @main', async ({
  webkitPage: page,
  server,
  model,
}) => {
  test.slow()
  const answer = await ask(page, server.url, model)
  // Send pieces as small as a model's; the browser renders several of them at once.
  for (let sent = 0; sent < CHANGING.length; sent += 21) {
    for (let piece = sent; piece < sent + 21; piece += 7)
      answer.say(CHANGING.slice(piece, Math.min(piece + 7, sent + 21)))
    // The round trip gives the page time to render.
    await page.evaluate(() => undefined)
  }
  answer.say('\n\nThe last words.')
  await expectText(page, 'The last words.')
  await expect.poll(() => distanceToEnd(page)).toBeLessThan(24)
  answer.end()
})

/** Ways to scroll up: user input, and a screen reader, which scrolls without input. */
const SCROLL_METHODS: Readonly<Record<string, (page: WebKitPage) => Promise<void>>> = {
  async wheel(page) {
    const { x, y } = await viewOf(page)
    const scroll = { type: 'scroll', x: x + 100, y: y + 100, deltaX: 0, deltaY: -40, duration: 0 }
    await page.act({ type: 'wheel', id: 'wheel', actions: [scroll] })
  },
  async scrollbar(page) {
    const { x, y, width, clientHeight } = await viewOf(page)
    const move = (up: number) => ({
      type: 'pointerMove',
      x: Math.round(x + width - 4),
      y: Math.round(y + clientHeight - 20 - up),
      duration: 0,
    })
    const actions = [
      move(0),
      { type: 'pointerDown', button: 0 },
      move(8),
      { type: 'pointerUp', button: 0 },
    ]
    await page.act({ type: 'pointer', id: 'mouse', actions })
  },
  async 'scrollIntoView() of a hidden heading'(page) {
    await page.evaluate(() => document.querySelector('[role=log] h2')?.scrollIntoView())
  },
}

for (const [method, scrollUp] of Object.entries(SCROLL_METHODS))
  test(`in WebKit scrolling up by ${method} ends the following`, async ({
    webkitPage: page,
    server,
    model,
  }) => {
    const answer = await ask(page, server.url, model)
    answer.say(lines(1, 60))
    await expectText(page, 'Line 59.')
    await expect.poll(() => distanceToEnd(page)).toBeLessThan(24)
    await scrollUp(page)
    await expect.poll(() => distanceToEnd(page)).toBeGreaterThan(24)
    await expectToStay(page, answer)
    answer.end()
  })
