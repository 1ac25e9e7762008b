import type { Locator } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import type { HandModel } from '../../support/handModel.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { settled } from '../../support/settled.ts'
import { watchLine } from '../../support/watchLine.ts'

// Nothing moves under a reader: the line that they look at stays where it is, to the pixel, in every frame.

test.use({ answersByHand: true, viewport: { width: 900, height: 500 } })

/** Paragraphs that can be told apart. */
function lines(from: number, to: number, name = 'Line'): string {
  return Array.from({ length: to - from }, (_, index) => `${name} ${from + index}.\n\n`).join('')
}

function lineOf({ log }: ChatPage, number: number, name = 'Line'): Locator {
  return log.getByText(`${name} ${number}.`, { exact: true })
}

async function talk(chat: ChatPage, model: HandModel, question: string, answer: string) {
  await chat.ask(question)
  const held = await model.asked()
  held.say(answer)
  held.end()
  await chat.expectIdle()
}

/** Scrolls so that a line is in the middle of the view, as a reader does who has no wheel. */
async function readAt(chat: ChatPage, line: Locator): Promise<void> {
  await line.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await expect(chat.scrollToEnd).toBeVisible()
}

/** Scrolls so that the gap below a line, and not a line, is a little below the top of the view. */
async function putGapOnTop(chat: ChatPage, line: Locator): Promise<void> {
  const [log, above] = await Promise.all([chat.log.boundingBox(), line.boundingBox()])
  if (!log || !above) throw new Error('The line is not drawn.')
  const distance = above.y + above.height - log.y - 6
  await chat.log.evaluate(
    (element, by) => element.scrollBy({ top: by, behavior: 'instant' }),
    distance,
  )
}

test('the line at the end stays when its answer is complete', async ({ chat, model }) => {
  await chat.ask('Many lines')
  const answer = await model.asked()
  answer.say(lines(1, 60) + 'The last words without')
  await expect(chat.lastAnswer).toContainText('The last words without')
  await expect(lineOf(chat, 59)).toBeInViewport()
  const moved = await watchLine(lineOf(chat, 59))
  answer.end()
  await chat.expectIdle()
  expect(await moved()).toBe(0)
})

test('a reader who scrolled up: streaming, its code and its end move nothing', async ({
  chat,
  model,
  page,
}) => {
  let giveColours: () => void = () => undefined
  const colours = new Promise<void>((resolve) => (giveColours = resolve))
  await page.route(/python.*\.js$/, async (route) => {
    await colours
    await route.continue()
  })
  await chat.ask('Code and many lines')
  const answer = await model.asked()
  answer.say(`${lines(1, 5)}\`\`\`py\nreturn None\n\`\`\`\n\n${lines(5, 60)}`)
  await expect(lineOf(chat, 59)).toBeInViewport()

  await readAt(chat, lineOf(chat, 8))
  const moved = await watchLine(lineOf(chat, 8))
  for (let count = 60; count < 100; count += 10) answer.say(lines(count, count + 10))
  await expect(lineOf(chat, 99)).toBeAttached()
  giveColours()
  await expect(chat.lastAnswer.locator('.token-keyword').first()).toHaveText('return')
  answer.say('```py\nreturn 1\n```\n')
  answer.end()
  await chat.expectIdle()
  expect(await moved()).toBe(0)
})

test('the smallest scroll up is enough, however it is made, and at the end it follows again', async ({
  chat,
  model,
}) => {
  await chat.ask('Many lines')
  const answer = await model.asked()
  let count = 60
  const sayMore = async () => {
    answer.say(lines(count, count + 10))
    count += 10
    await expect(lineOf(chat, count - 1)).toBeAttached()
  }
  answer.say(lines(1, count))
  await expect(lineOf(chat, count - 1)).toBeInViewport()

  const ways: readonly (readonly [string, () => Promise<void>])[] = [
    ['wheel', () => chat.page.mouse.wheel(0, -2)],
    ['key', () => chat.log.press('ArrowUp')],
  ]
  for (const [way, scrollUp] of ways) {
    await test.step(way, async () => {
      await chat.log.hover()
      const top = await chat.log.evaluate((log) => log.scrollTop)
      await scrollUp()
      await expect.poll(() => chat.log.evaluate((log) => log.scrollTop)).toBeLessThan(top)
      await chat.log.evaluate(settled)
      const moved = await watchLine(lineOf(chat, count - 4))
      await sayMore()
      await sayMore()
      expect(await moved()).toBe(0)

      await chat.log.evaluate((log) => log.scrollTo(0, log.scrollHeight))
      await expect(chat.scrollToEnd).toBeHidden()
      await sayMore()
      await expect(lineOf(chat, count - 1)).toBeInViewport()
    })
  }
})

test.describe('on a screen that is touched', () => {
  test.use({ hasTouch: true })

  test('the smallest movement of a finger is enough, too', async ({ chat, model }) => {
    await chat.composer.fill('Many lines')
    await chat.send.tap()
    const answer = await model.asked()
    answer.say(lines(1, 60))
    await expect(lineOf(chat, 59)).toBeInViewport()
    const top = await chat.log.evaluate((log) => log.scrollTop)
    await swipe(chat, 24)
    await chat.log.evaluate(settled)
    expect(await chat.log.evaluate((log) => log.scrollTop)).toBeLessThan(top)
    const moved = await watchLine(lineOf(chat, 56))
    answer.say(lines(60, 100))
    await expect(lineOf(chat, 99)).toBeAttached()
    answer.end()
    await expect(chat.stop).toBeHidden()
    expect(await moved()).toBe(0)
  })
})

/** Draws the content down by a finger. */
async function swipe({ page, log }: ChatPage, distance: number): Promise<void> {
  const box = await log.boundingBox()
  if (!box) throw new Error('The conversation is not drawn.')
  const devtools = await page.context().newCDPSession(page)
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
  for (let moved = 2; moved <= distance; moved += 2) {
    const touchPoints = [{ x, y: y + moved }]
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints })
  }
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('thoughts that turn into an answer move nothing', async ({ chat, model }) => {
  await talk(chat, model, 'Many lines', lines(1, 40))
  await chat.ask('Think')
  const answer = await model.asked()
  const question = chat.questions.last()
  await expect(question).toBeInViewport()
  answer.think('Hm. ')
  const thoughts = chat.lastAnswer.getByRole('group')
  await expect(thoughts.getByText('Hm.')).toBeVisible()
  const moved = [await watchLine(question), await watchLine(thoughts.locator('summary'))]
  // In a box of their own, at whose end the newest ones are.
  answer.think('Well. '.repeat(900) + '\n\nThe last thought.')
  await expect(thoughts.getByText('The last thought.')).toBeInViewport()
  answer.say('So it is.')
  await chat.expectAnswer('So it is.')
  await expect(thoughts).toContainText(/Thought for \d+ sec/)
  await expect(thoughts.getByText('The last thought.')).toBeHidden()
  answer.say('\n\nReally.')
  answer.end()
  await chat.expectIdle()
  for (const end of moved) expect(await end()).toBe(0)
})

test('a picture that comes late moves nothing above it', async ({ chat, model, page }) => {
  await page.route('http://pictures.test/**', (route) =>
    route.fulfill({
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>',
      headers: { 'access-control-allow-origin': '*' },
    }),
  )
  await talk(chat, model, 'A picture', `${lines(1, 40)}![A fox](http://pictures.test/fox.svg)`)
  const load = chat.lastAnswer.getByRole('button', { name: 'Load image' })
  await expect(load).toBeInViewport()
  const moved = await watchLine(lineOf(chat, 39))
  await load.click()
  const picture = chat.lastAnswer.getByRole('img', { name: 'A fox' })
  await expect.poll(() => picture.evaluate((image) => image.clientHeight)).toBeGreaterThan(200)
  expect(await moved()).toBe(0)
})

for (const [browsers, anchor, isGapOnTop] of [
  ['browsers that anchor what is in view', 'auto', false],
  // As WebKit.
  ['browsers that do not', 'none', false],
  ['browsers that do not, and the view begins between two lines', 'none', true],
] as const) {
  test(`a picture that comes above what is read moves nothing: ${browsers}`, async ({
    chat,
    model,
    page,
  }) => {
    let givePicture: () => void = () => undefined
    const picture = new Promise<void>((resolve) => (givePicture = resolve))
    await page.route('http://pictures.test/**', async (route) => {
      await picture
      await route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>',
        headers: { 'access-control-allow-origin': '*' },
      })
    })
    await chat.log.evaluate((log, value) => (log.style.overflowAnchor = value), anchor)
    await talk(
      chat,
      model,
      'A picture',
      `![A fox](http://pictures.test/fox.svg)\n\n${lines(1, 40)}`,
    )
    await chat.lastAnswer.getByRole('button', { name: 'Load image' }).click()
    await readAt(chat, lineOf(chat, 20))
    if (isGapOnTop) await putGapOnTop(chat, lineOf(chat, 18))
    await chat.log.evaluate(settled)
    const moved = await watchLine(lineOf(chat, 20))
    givePicture()
    const image = chat.lastAnswer.getByRole('img', { name: 'A fox' })
    await expect.poll(() => image.evaluate(({ clientHeight }) => clientHeight)).toBeGreaterThan(200)
    // Views stand on whole pixels, and pictures need not have them.
    expect(await moved()).toBeLessThan(1)
  })
}

test('a question that waited gets its turn below, and leaves the answer before it in view', async ({
  chat,
  model,
}) => {
  await chat.ask('First')
  const first = await model.asked()
  first.say(lines(1, 40))
  await expect(lineOf(chat, 39)).toBeInViewport()
  await chat.ask('Second')
  await expect(chat.log.getByText('Queued')).toBeInViewport()
  await readAt(chat, lineOf(chat, 20))
  const moved = await watchLine(lineOf(chat, 20))
  first.end()
  const second = await model.asked()
  second.say(lines(1, 10, 'Row'))
  await expect(lineOf(chat, 9, 'Row')).toBeAttached()
  second.end()
  await chat.expectIdle()
  expect(await moved()).toBe(0)
})

test.describe('in a view with room', () => {
  test.use({ viewport: { width: 900, height: 700 } })

  test('a sent question goes to the top, over room that its answer grows into', async ({
    chat,
    model,
  }) => {
    await talk(chat, model, 'Many lines', lines(1, 40))
    await readAt(chat, lineOf(chat, 10))
    await chat.ask('And a few')
    const answer = await model.asked()
    const question = chat.questions.last()
    const fromTop = async () => {
      const [log, asked] = await Promise.all([chat.log.boundingBox(), question.boundingBox()])
      return (asked?.y ?? NaN) - (log?.y ?? NaN)
    }
    await expect.poll(fromTop).toBeLessThan(40)
    const moved = await watchLine(question)
    const height = () => chat.log.evaluate((log) => log.scrollHeight)
    const before = await height()
    answer.say(lines(1, 4, 'Row'))
    await expect(lineOf(chat, 3, 'Row')).toBeVisible()
    await chat.ask('One more')
    await expect(chat.log.getByText('Queued')).toBeVisible()
    expect(await height()).toBe(before)
    expect(await moved()).toBe(0)
    await chat.stop.click()
    await model.asked()
  })
})

test('another branch, however short, moves nothing above it', async ({ chat, model }) => {
  await talk(chat, model, 'Before', lines(1, 20))
  await talk(chat, model, 'Long', lines(1, 60, 'Row'))
  await chat.edit()
  await chat.editor.fill('Short')
  await chat.editor.press('Enter')
  const answer = await model.asked()
  answer.say('Short.')
  answer.end()
  await chat.expectIdle()
  const versions = chat.versionsOf(chat.questions.last())
  const above = lineOf(chat, 19)
  await chat.log.evaluate((log) => void (log.scrollTop -= 100))
  await expect(above).toBeInViewport()

  const moved = [await watchLine(above), await watchLine(versions.previous)]
  await versions.previous.click()
  await expect(lineOf(chat, 1, 'Row')).toBeVisible()
  await versions.next.click()
  await chat.expectAnswer('Short.')
  for (const end of moved) expect(await end()).toBe(0)

  await test.step('nor where the answer itself has versions, and the shorter one ends here', async () => {
    await versions.previous.click()
    await chat.regenerate.click()
    const again = await model.asked()
    again.say('Shorter.')
    again.end()
    await chat.expectIdle()
    const answers = chat.versionsOf(chat.lastAnswer)
    await answers.previous.click()
    await chat.log.evaluate((log) => void (log.scrollTop += 40))
    const still = await watchLine(answers.next)
    await answers.next.click()
    await chat.expectAnswer('Shorter.')
    await answers.previous.click()
    await expect(lineOf(chat, 1, 'Row')).toBeVisible()
    expect(await still()).toBe(0)
  })
})
