import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { chinese } from '../../pages/names.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

test('settings survive a reload @main', async ({ chat, page }) => {
  await chat.settings.open()
  await chat.settings.transport.selectOption('GET')
  await chat.settings.theme.selectOption('Dark')
  await chat.settings.serverUrl.fill('/elsewhere')
  await chat.settings.serverUrl.press('Enter')
  await chat.settings.language.selectOption('简体中文')

  const inChinese = new ChatPage(page, chinese)
  await expect(inChinese.settings.root).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')

  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await inChinese.settings.open()
  await expect(inChinese.settings.transport).toHaveValue('get')
  await expect(inChinese.settings.theme).toHaveValue('dark')
  await expect(inChinese.settings.serverUrl).toHaveValue('/elsewhere')
  await expect(inChinese.settings.language).toHaveValue('zh-CN')
})

test('another server and transport apply to the next question', async ({
  chat,
  page,
  stubState,
}) => {
  await chat.settings.open()
  await chat.settings.serverUrl.fill('/v1/chat/completions')
  await chat.settings.transport.selectOption('POST')
  await chat.settings.close.click()
  await expect(chat.settings.root).toBeHidden()
  const request = page.waitForRequest('**/v1/chat/completions')
  await chat.ask('Tell me a story')

  expect((await request).method()).toBe('POST')
  await chat.expectAnswer(story)
  expect((await stubState()).runs).toBe(1)
})

test('an invalid URL is reported, and changes nothing @main', async ({ chat, page }) => {
  await chat.settings.open()
  const previous = await chat.settings.serverUrl.inputValue()
  await chat.settings.serverUrl.fill('javascript:alert(1)')
  await chat.settings.serverUrl.press('Tab')
  await expect(chat.settings.serverUrl).toHaveAttribute('aria-invalid', 'true')
  await expect(chat.settings.serverUrl).toHaveAccessibleDescription(/Enter a URL/)

  await page.reload()
  await chat.settings.open()
  await expect(chat.settings.serverUrl).toHaveValue(previous)
})

test('an emptied server field returns to the default', async ({ chat }) => {
  await chat.settings.open()
  await chat.settings.serverUrl.fill('/elsewhere')
  await chat.settings.serverUrl.press('Enter')
  await chat.settings.serverUrl.fill('')
  await chat.settings.serverUrl.press('Enter')
  await expect(chat.settings.serverUrl).toHaveValue('/ai/chat/stream')
})

test('the dialog traps the focus, and returns it on closing', async ({ chat, page }) => {
  await chat.settings.opener.focus()
  await page.keyboard.press('Enter')
  await expect(chat.settings.root).toBeVisible()
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab')
    await expect(chat.settings.root.locator(':focus')).toHaveCount(1)
  }
  await page.keyboard.press('Escape')
  await expect(chat.settings.root).toBeHidden()
  await expect(chat.settings.opener).toBeFocused()
})

test('a transport that puts the question into the query string warns about it', async ({
  chat,
}) => {
  await chat.settings.open()
  await expect(chat.settings.transport).toHaveAccessibleDescription(/It never appears in a URL/)
  for (const name of ['GET', 'GET (EventSource)']) {
    await chat.settings.transport.selectOption(name)
    await expect(chat.settings.transport).toHaveAccessibleDescription(
      /servers and proxies log it\. Limit: about 8,000 characters/,
    )
  }
})

test.describe('with the transport get', () => {
  test.use({ appConfig: { url: '/ai/chat/stream', transport: 'get' } })

  test('a question too long for a URL is not sent, and stays in the composer', async ({
    chat,
    stubState,
  }) => {
    const question = 'word '.repeat(2000)
    await chat.ask(question)

    await expect(chat.alert).toContainText('This message is too long to send in a URL')
    await expect(chat.composer).toHaveValue(question)
    expect((await stubState()).runs).toBe(0)
  })
})
