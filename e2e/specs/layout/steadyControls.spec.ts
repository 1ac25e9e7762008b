import { answerNext } from '../../support/answerNext.ts'
import { expect, test } from '../../support/fixtures.ts'
import type { ManualModel } from '../../support/manualModel.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'
import { watchBoxes } from '../../support/watchBoxes.ts'
import { mainIf } from '../../support/mainPath.ts'

// A control whose label or icon changes must not move itself or its neighbors, in any frame.

test.use({ manualAnswers: true, permissions: ['clipboard-read', 'clipboard-write'] })

/** Selector of everything that the user may look at or press, without the live regions. */
const CONTROLS_AND_CONTENT =
  'main :is(button, summary, textarea, input, h1, p, li, pre, table, img, figcaption > :first-child)'

const SOURCE = `Some words.

\`\`\`a-language-with-a-very-long-name-that-is-cut-off-on-phones
let a = 1
\`\`\`

| Column | Column |
|---|---|
| 1 | 2 |

The last words.
`

const COPIED = { 'en-US': 'Copied', 'zh-CN': '已复制' }
const COPY_BUTTONS = {
  'en-US': ['Copy code', 'Copy table', 'Copy', 'Copy as rich text'],
  'zh-CN': ['复制代码', '复制表格', '复制', '复制为富文本'],
}

/** Asks a question, and waits until it is answered. */
async function showAnswer(chat: ChatPage, model: ManualModel, text: string): Promise<void> {
  await chat.ask('A question')
  await answerNext(model, text)
  await chat.expectIdle()
}

for (const width of [390, 1280])
  for (const locale of ['en-US', 'zh-CN'] as const)
    test.describe(`${width} px wide, in ${locale}`, () => {
      test.use({ viewport: { width, height: 700 }, locale })

      for (const isAllowed of [true, false])
        test(`a Copy button that ${isAllowed ? 'succeeds' : 'fails'} moves nothing, including itself`, async ({
          chat,
          model,
          page,
        }) => {
          await showAnswer(chat, model, SOURCE)
          if (!isAllowed)
            await page.evaluate(() => {
              navigator.clipboard.writeText = () => Promise.reject(new Error('Forbidden'))
              navigator.clipboard.write = () => Promise.reject(new Error('Forbidden'))
            })
          // Show another answer below, which must not move either.
          await showAnswer(chat, model, 'Below.')
          const answer = chat.answers.first()
          await answer.scrollIntoViewIfNeeded()
          const results = answer.locator('.result > span').filter({ hasText: /./ })
          const endWatch = await watchBoxes(page, CONTROLS_AND_CONTENT)
          for (const name of COPY_BUTTONS[locale]) {
            const button = answer.getByRole('button', { name, exact: true })
            await button.click()
            await expect(
              isAllowed ? results.getByText(COPIED[locale]).first() : results.first(),
            ).toBeVisible()
          }
          await expect(results).toHaveCount(0)
          expect(await endWatch()).toEqual([])
        })

      test(`Stop and the buttons of an answer that starts and ends move nothing${mainIf(width < 1000)}`, async ({
        chat,
        model,
        page,
      }) => {
        await showAnswer(chat, model, 'First answer.')
        await chat.ask('Another question')
        const answer = await model.nextAnswer()
        const endWatch = await watchBoxes(page, `${CONTROLS_AND_CONTENT}:not(.waiting)`)
        answer.say('Second answer.')
        await chat.expectAnswer('Second answer.')
        await chat.composer.press('Enter')
        const hint = page.locator('form .hint')
        await expect(hint).toBeVisible()
        await chat.composer.fill('Typed ahead')
        await expect(hint).toBeHidden()
        answer.end()
        await chat.expectIdle()
        expect(await endWatch()).toEqual([])
      })

      test('a question that starts an answer moves neither the composer nor older buttons', async ({
        chat,
        model,
        page,
      }) => {
        await showAnswer(chat, model, 'First answer.')
        const endWatch = await watchBoxes(page, 'main form :is(button, textarea)')
        const button = (name: string) =>
          chat.answers.first().getByRole('button', { name, exact: true })
        const positionsOf = () =>
          Promise.all(
            [chat.names.copy, chat.names.aboutAnswer].map((name) =>
              button(name).evaluate((element) => element.getBoundingClientRect().x),
            ),
          )
        const before = await positionsOf()
        await chat.ask('Another question')
        const answer = await model.nextAnswer()
        await expect(chat.stop).toBeVisible()
        expect(await positionsOf()).toEqual(before)
        answer.say('Second answer.')
        await chat.expectAnswer('Second answer.')
        await chat.stop.click()
        await chat.expectIdle()
        expect(await endWatch()).toEqual([])
      })
    })

test('the button that shows the source of a diagram stays under the pointer', async ({
  chat,
  model,
  page,
}) => {
  await showAnswer(chat, model, 'Above.\n\n```mermaid\nflowchart LR\n  A --> B\n```\n')
  const image = chat.lastAnswer.getByRole('img', { name: 'Diagram' })
  await expect(image).toBeVisible()
  const toSource = chat.lastAnswer.getByRole('button', { name: 'Code', exact: true })
  const toImage = chat.lastAnswer.getByRole('button', { name: 'Diagram', exact: true })
  const before = await toSource.boundingBox()
  const endWatch = await watchBoxes(page, 'main :is(p, textarea, h1), main header button')
  await toSource.click()
  expect(await toImage.boundingBox()).toEqual(before)
  const endHeaderWatch = await watchBoxes(page, 'main figcaption > *')
  await chat.lastAnswer.getByRole('button', { name: 'Wrap lines' }).click()
  expect(await endHeaderWatch()).toEqual([])
  await toImage.click()
  await expect(image).toBeVisible()
  expect(await toSource.boundingBox()).toEqual(before)
  expect(await endWatch()).toEqual([])
})

test('the buttons of versions stay under the pointer when the number gets another digit', async ({
  chat,
  model,
}) => {
  await chat.ask('A question')
  for (let version = 1; version <= 10; version += 1) {
    await answerNext(model, `Version ${version}.`)
    await chat.expectAnswer(`Version ${version}.`)
    await chat.expectIdle()
    if (version < 10) await chat.regenerate.click()
  }
  const versions = chat.versionsOf(chat.lastAnswer)
  const positionsOf = () =>
    Promise.all([versions.previous.boundingBox(), versions.next.boundingBox()])
  const before = await positionsOf()
  await versions.previous.click()
  await chat.expectAnswer('Version 9.')
  expect(await positionsOf()).toEqual(before)
  await versions.next.click()
  await chat.expectAnswer('Version 10.')
  expect(await positionsOf()).toEqual(before)
})
