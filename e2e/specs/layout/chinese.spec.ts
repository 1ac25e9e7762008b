import { expect, test } from '../../support/fixtures.ts'
import { chinese } from '../../../src/stub-server/answers/chinese.ts'

test.use({ locale: 'zh-CN', expectedTrouble: /Failed to load resource/ })

/** Names that are the same in Chinese, and the starter question in English. */
const NOT_TRANSLATED =
  /Chat Stream|English|OpenAI|vLLM|llama\.cpp|LM Studio|Responses|Ollama|Anthropic|Gemini|AI SDK|Dify|JSON|Markdown|Tell me a story|\((table|code|emoji)\)|POST|GET|EventSource|Enter|Ctrl|Esc|Shift|PDF|https?:\/\/|\/ai\/chat\/stream|[kMGT]B/g

/** Returns the text that a user reads or hears: the names and texts in the page's accessibility tree. */
function textsOf(snapshot: string): string[] {
  const quoted = [...snapshot.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, name = '']) => name)
  const texts = [...snapshot.matchAll(/^\s*- (?:text|[a-z]+(?: \[.*\])?|\/placeholder): (.+)$/gm)]
  return [...quoted, ...texts.map(([, text = '']) => text)]
}

function expectChinese(snapshot: string): void {
  const texts = textsOf(snapshot)
  expect(texts.length).toBeGreaterThan(2)
  const latin = texts.filter((text) => /[A-Za-z]{2}/.test(text.replace(NOT_TRANSLATED, '')))
  expect(latin).toEqual([])
}

test('the whole app is in Chinese, and declares it @main', async ({ chat, page }) => {
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
  const body = page.locator('body')
  await test.step('welcome', async () => expectChinese(await body.ariaSnapshot()))

  await test.step('answering and answered', async () => {
    await chat.ask('你好')
    await expect(chat.announcement).toHaveText('正在回答…')
    await chat.expectAnswer(chinese)
    await expect(chat.announcement).toHaveText(`回答完毕，共 ${chinese.length} 个字符`)
    const own = (text: string) => text.replaceAll('text/event-stream', '').replaceAll('close', '')
    expectChinese(own(await body.ariaSnapshot()))
  })

  await test.step('failed', async () => {
    await page.route('**/init', (route) => route.fulfill({ status: 500, body: '坏了' }))
    await chat.ask('再来一次')
    await expect(chat.alert).toContainText('服务器出现故障，请稍后再试。')
    expectChinese(await chat.alert.ariaSnapshot())
    await page.unroute('**/init')
    await chat.retry.click()
    await chat.expectAnswer(chinese)
  })

  await test.step('settings', async () => {
    await chat.settings.open()
    expectChinese(await chat.settings.root.ariaSnapshot())
  })

  await test.step('keys', async () => {
    await chat.settings.showKeys.click()
    expectChinese(await chat.settings.keysList.ariaSnapshot())
    await page.keyboard.press('Escape')
  })

  await test.step('import and export', async () => {
    await chat.transfer.importOpener.click()
    await chat.transfer.choose('{"format":"vue-chat-stream","version":1,"chats":[]}', '对话')
    expectChinese(await chat.transfer.importDialog.ariaSnapshot())
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await chat.transfer.exportOpener.click()
    expectChinese(await chat.transfer.exportDialog.ariaSnapshot())
  })
})

test('an empty question is refused in Chinese', async ({ chat }) => {
  await chat.composer.press('Enter')
  await expect(chat.appRoot.getByText('请输入内容')).toBeVisible()
})
