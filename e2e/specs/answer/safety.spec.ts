import { expect, test } from '../../support/fixtures.ts'
import { messageText } from '../../pages/messageText.ts'

const HOSTILE = [
  '<img src=x onerror="window.breached = true">',
  '<script>window.breached = true</script>',
  '<svg onload="window.breached = true"></svg>',
  '<iframe srcdoc="<script>parent.breached = true</script>"></iframe>',
  '<a href="javascript:window.breached = true">here</a>',
].join(' ')

/** The longest tag in HOSTILE, in characters. */
const LONGEST_TAG = 40

/** Elements and attributes that would do harm. */
const ELEMENTS = 'img, script, svg[onload], iframe, a[href^="javascript:"], [onerror]'

test('HTML in a question and in its quotation is shown as text', async ({ chat, page }) => {
  await chat.ask(HOSTILE)
  await chat.expectIdle()

  expect(await messageText(chat.questions.first())).toBe(HOSTILE)
  expect(await messageText(chat.lastAnswer)).toContain(HOSTILE)
  await expect(chat.log.locator(ELEMENTS)).toHaveCount(0)
  // The title of the chat is derived from the question.
  await expect(chat.sidebar.root.locator(ELEMENTS)).toHaveCount(0)
  expect(await page.evaluate(() => 'breached' in window)).toBe(false)
})

test.describe('with a manual answer', () => {
  test.use({ manualAnswers: true })

  test('HTML in an answer is shown as text at every moment of the stream @main', async ({
    chat,
    model,
    page,
  }) => {
    await page.evaluate((elements) => {
      const seen = new Set<string>()
      Object.assign(window, { seen })
      new MutationObserver(() => {
        for (const { tagName } of document.querySelectorAll(`[role=log] :is(${elements})`)) {
          seen.add(tagName)
        }
      }).observe(document.body, { childList: true, subtree: true, attributes: true })
    }, ELEMENTS)
    await chat.ask('Be bad')
    const answer = await model.nextAnswer()
    for (let at = 0; at < HOSTILE.length; at += 7) {
      answer.say(HOSTILE.slice(at, at + 7))
      // Text that may become an autolink is held back until it is certain.
      await expect
        .poll(async () => (await messageText(chat.lastAnswer)).length + LONGEST_TAG)
        .toBeGreaterThan(at)
    }
    answer.end()
    await chat.expectIdle()

    expect(await messageText(chat.lastAnswer)).toBe(HOSTILE)
    expect(await page.evaluate(() => [...(window as never as { seen: Set<string> }).seen])).toEqual(
      [],
    )
    expect(await page.evaluate(() => 'breached' in window)).toBe(false)
  })
})

test('the app is served with a policy without unsafe-inline and unsafe-eval @main', async ({
  page,
}) => {
  const response = await page.goto('/')
  const policy = response?.headers()['content-security-policy']
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')
})
