import { devices, type Locator } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import type { ManualModel } from '../../support/manualModel.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { watchLine } from '../../support/watchLine.ts'

test.use({ manualAnswers: true })

const LONG_HOST = `bank.example.${'part-of-a-name.'.repeat(8)}evil.test`

const ANSWER = `See [the manual](https://queue.example/docs), https://queue.example/status
and [queue.example](https://queue.example).

A [**bank**](https://bank.example@evil.test/), a [bank.example](https://${LONG_HOST}),
an [apple.example](https://аpple.example) and a [\u202Emoc.knab](https://evil.test/).

The last line.`

async function answerWithLinks(chat: ChatPage, model: ManualModel): Promise<void> {
  await chat.composer.fill('Where is it?')
  await chat.send.click()
  const answer = await model.nextAnswer()
  answer.say(ANSWER)
  answer.end()
  await chat.expectIdle()
}

const linkTo = (chat: ChatPage, href: string): Locator =>
  chat.lastAnswer.locator(`a[href="${href}"]`)

/** How much wider a link is drawn than its text, in pixels: the width of the host after it. */
function widthOfHost(link: Locator): Promise<number> {
  return link.evaluate((element) => {
    const text = document.createRange()
    text.selectNodeContents(element)
    const widthOf = (boxes: DOMRectList) => [...boxes].reduce((sum, { width }) => sum + width, 0)
    return widthOf(element.getClientRects()) - widthOf(text.getClientRects())
  })
}

test.describe('a link on touch screens, which have no hover', () => {
  const { viewport, isMobile, hasTouch, userAgent } = devices['Pixel 7']
  test.use({ viewport, isMobile, hasTouch, userAgent })

  test('shows its host, whatever its text pretends @main', async ({ chat, model }) => {
    await answerWithLinks(chat, model)
    for (const [href, name] of [
      ['https://queue.example/docs', 'the manual (queue.example)'],
      ['https://bank.example@evil.test/', 'bank (evil.test)'],
      [`https://${LONG_HOST}`, `bank.example (${LONG_HOST})`],
      ['https://xn--pple-43d.example', 'apple.example (xn--pple-43d.example)'],
      ['https://evil.test/', '\u202Emoc.knab (evil.test)'],
    ] as const) {
      const link = linkTo(chat, href)
      await expect(link).toHaveAccessibleName(name)
      expect(await widthOfHost(link), name).toBeGreaterThan(20)
    }
    const layout = await linkTo(chat, 'https://evil.test/').evaluate((link) => {
      const after = document.createRange()
      after.selectNodeContents(link.nextSibling ?? link)
      const { direction, unicodeBidi } = getComputedStyle(link, '::after')
      const isBehind = after.getBoundingClientRect().left >= link.getBoundingClientRect().right
      return { direction, unicodeBidi, isBehind }
    })
    expect(
      layout,
      'right-to-left text reverses neither the host nor the text after the link',
    ).toEqual({ direction: 'ltr', unicodeBidi: 'isolate', isBehind: true })
  })

  test('shows no host if its text names it', async ({ chat, model }) => {
    await answerWithLinks(chat, model)
    for (const [href, name] of [
      ['https://queue.example/status', 'https://queue.example/status'],
      ['https://queue.example', 'queue.example'],
    ] as const) {
      const link = linkTo(chat, href)
      await expect(link).toHaveAccessibleName(name)
      expect(await widthOfHost(link), name).toBeCloseTo(0)
    }
  })

  test('wraps a long host instead of cutting it off', async ({ chat, model, page }) => {
    await page.setViewportSize({ width: 320, height: 700 })
    await answerWithLinks(chat, model)
    const link = linkTo(chat, `https://${LONG_HOST}`)
    const { right, hidden } = await link.evaluate((element) => ({
      right: Math.max(...[...element.getClientRects()].map((box) => box.right)),
      hidden: element.scrollWidth - element.clientWidth,
    }))
    expect(right).toBeLessThanOrEqual(320)
    expect(hidden).toBe(0)
    const sideways = await chat.log.evaluate((log) => log.scrollWidth - log.clientWidth)
    expect(sideways).toBe(0)
  })
})

for (const width of [320, 1280]) {
  test(`a focused link shows its host by keyboard, ${width} px wide`, async ({
    chat,
    model,
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    await answerWithLinks(chat, model)
    const manual = linkTo(chat, 'https://queue.example/docs')
    await expect(manual, 'on hover, the browser shows the URL').toHaveAccessibleName('the manual')
    const endWatch = await watchLine(chat.lastAnswer.getByText('The last line.'))
    const positions = [await manual.boundingBox()]
    await chat.log.focus()
    for (const [href, name] of [
      ['https://queue.example/docs', 'the manual queue.example'],
      ['https://bank.example@evil.test/', 'bank evil.test'],
      [`https://${LONG_HOST}`, `bank.example ${LONG_HOST}`],
    ] as const) {
      await expect(async () => {
        await page.keyboard.press('Tab')
        const isFocused = (link: Element) => link === document.activeElement
        expect(await linkTo(chat, href).evaluate(isFocused)).toBe(true)
      }).toPass({ intervals: [0] })
      await expect(linkTo(chat, href)).toHaveAccessibleName(name)
      const sideways = await chat.log.evaluate((log) => log.scrollWidth - log.clientWidth)
      expect(sideways).toBe(0)
    }
    positions.push(await manual.boundingBox())
    expect(positions[1]).toEqual(positions[0])
    expect(await endWatch()).toBe(0)
  })
}
