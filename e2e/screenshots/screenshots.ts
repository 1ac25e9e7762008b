import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '../support/fixtures.ts'
import { seedHistory } from '../support/seedHistory.ts'
import * as sampleTexts from './sampleTexts.ts'

const folder = fileURLToPath(new URL('../../screenshots/', import.meta.url))

/** The two screenshots that the READMEs show. */
const IN_DOCS: Readonly<Record<string, string>> = {
  'answer-en-light-1280': 'screenshot.png',
  'answer-zh-CN-light-1280': 'screenshot.zh-CN.png',
}

test.use({ manualAnswers: true, expectedTrouble: /Failed to load resource/ })

for (const [locale, language, texts] of [
  ['en-US', 'en', sampleTexts.english],
  ['zh-CN', 'zh-CN', sampleTexts.chinese],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [1280, 800],
      [390, 844],
    ] as const) {
      test.describe(`${language}, ${colorScheme}, ${width} px`, () => {
        test.use({
          locale,
          colorScheme,
          viewport: { width, height },
          reducedMotion: 'reduce',
          hasTouch: width === 390,
          isMobile: width === 390,
        })

        test('every state', async ({ chat, model, page }) => {
          test.slow()
          const take = async (state: string) => {
            const name = `${state}-${language}-${colorScheme}-${width}`
            const path = `${folder}${name}.png`
            // Move the pointer away: elements under it look different.
            await page.mouse.move(0, 0)
            await page.screenshot({ path, caret: 'hide' })
            const inDocs = IN_DOCS[name]
            if (inDocs) copyFileSync(path, `${folder}../docs/${inDocs}`)
          }
          await seedHistory(page, texts.chats)
          await expect(chat.composer).toBeVisible()
          await take('empty')

          await chat.composer.fill(texts.question)
          await chat.send.click()
          const answer = await model.nextAnswer()
          const beginning = texts.answer.slice(0, texts.answer.indexOf('decoder.decode'))
          answer.say(beginning)
          await expect(chat.lastAnswer.locator('.token-keyword').first()).toBeVisible()
          await take('streaming')

          answer.say(texts.answer.slice(beginning.length))
          answer.end()
          await chat.expectIdle()
          await expect(chat.lastAnswer.getByRole('table')).toBeVisible()
          await take('answer')

          await page.route('**/init', (route) =>
            route.fulfill({ status: 503, body: '{"message":"The model is being loaded"}' }),
          )
          await chat.composer.fill(texts.followUp)
          await chat.send.click()
          await chat.openDetails()
          await take('error')

          await chat.settings.open()
          await take('settings')
          await page.keyboard.press('Escape')

          if (await chat.sidebar.opener.isVisible()) await chat.sidebar.opener.click()
          await take('chats')
          await chat.sidebar.search.fill(texts.searchTerm)
          await expect(chat.sidebar.results).not.toHaveCount(0)
          await take('search')
        })
      })
    }
  }
}
