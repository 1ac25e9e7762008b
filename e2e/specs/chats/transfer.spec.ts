import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { answerTo } from '../../../src/stub-server/answers/index.ts'

const ANSWER = answerTo({ message: 'Show me code', messages: [] })

/** A chat that another browser exported. */
const foreign = (id: string, title = `About ${id}`) => ({
  id,
  title,
  createdAt: Date.UTC(2026, 0, 2),
  updatedAt: Date.UTC(2026, 0, 2),
  draft: '',
  messages: [
    { id: `${id}-1`, role: 'user', parts: [{ type: 'text', text: 'Why?' }], createdAt: 1 },
    {
      id: `${id}-2`,
      role: 'assistant',
      parts: [{ type: 'text', text: 'So that **it works**.' }],
      createdAt: 2,
      outcome: 'complete',
    },
  ],
})

const fileOf = (...chats: object[]) =>
  JSON.stringify({ format: 'vue-chat-stream', version: 1, exportedAt: '', chats })

test('a chat is saved as Markdown and as JSON, with title and time in the file name', async ({
  chat,
}) => {
  await chat.ask('Show me code')
  await chat.expectIdle()
  await chat.transfer.exportOpener.click()

  const markdown = await chat.transfer.save(chat.transfer.saveMarkdown)
  expect(markdown.name).toMatch(/^Show me code \d{4}-\d\d-\d\d \d\d-\d\d\.md$/)
  expect(markdown.text).toContain(`\n\n${ANSWER}\n`)
  expect(markdown.text).toMatch(/^# Show me code\n\n.*20\d\d.*\n\n---\n\n## You · .*20\d\d/)
  await expect(chat.transfer.exportDialog).toContainText(markdown.name)

  const json = await chat.transfer.save(chat.transfer.saveJson)
  expect(json.name).toMatch(/^Show me code \d{4}-\d\d-\d\d \d\d-\d\d\.json$/)
  expect(JSON.parse(json.text)).toMatchObject({
    format: 'vue-chat-stream',
    version: 1,
    chats: [{ title: 'Show me code', messages: [{ role: 'user' }, { outcome: 'complete' }] }],
  })
  await chat.page.keyboard.press('Escape')
  await expect(chat.transfer.exportOpener).toBeFocused()
})

test('all chats are exported to one file, and imported into another browser @main', async ({
  chat,
  browser,
  server,
}) => {
  await chat.ask('First')
  await chat.expectIdle()
  await chat.sidebar.newChat.click()
  await chat.ask('讲个故事')
  await chat.expectIdle()
  await chat.settings.open()
  const file = await chat.transfer.save(chat.transfer.exportAllJson)
  expect(file.name).toMatch(/^Chat Stream 2 chats .*\.json$/)
  const document = await chat.transfer.save(chat.transfer.exportAllMarkdown)
  expect(document.text.match(/^# .*$/gm)).toEqual(expect.arrayContaining(['# First', '# 讲个故事']))

  const context = await browser.newContext({ baseURL: server.url })
  const other = new ChatPage(await context.newPage())
  await other.open()
  await other.settings.open()
  await other.transfer.importOpener.click()
  await other.transfer.choose(file.text)
  // Chats and messages in the file, those already stored, and those to add.
  await expect(other.transfer.rows).toHaveText(['2', '4', '0', '0', '2'])
  await other.transfer.add.click()
  await expect(other.sidebar.chats).toHaveText([/讲个故事/, /First/])
  await other.sidebar.chat('First').click()
  await other.expectAnswer(answerTo({ message: 'First', messages: [] }))

  await other.page.reload()
  await expect(other.sidebar.chats).toHaveCount(2)
  await other.settings.open()
  await other.transfer.importOpener.click()
  await other.transfer.choose(file.text)
  await expect(other.transfer.rows).toHaveText(['2', '4', '4', '2', '0'])
  await expect(other.transfer.importDialog).toContainText('Nothing to import.')
  await expect(other.transfer.add).toBeHidden()
  await context.close()
})

test('an import can be undone without removing existing chats', async ({ chat }) => {
  await chat.ask('Mine')
  await chat.expectIdle()
  await chat.settings.open()
  await chat.transfer.importOpener.click()
  await chat.transfer.choose(fileOf(foreign('cats'), foreign('dogs')))
  await expect(chat.transfer.add).toHaveText('Import 2 chats')
  await chat.transfer.add.click()
  await expect(chat.settings.root).toBeHidden()
  await expect(chat.appRoot.getByText('2 chats imported')).toBeVisible()
  await expect(chat.sidebar.chats).toHaveText([/Mine/, /About cats/, /About dogs/])
  await chat.sidebar.undo.click()
  await expect(chat.sidebar.chats).toHaveText([/Mine/])
  await chat.page.reload()
  await expect(chat.sidebar.chats).toHaveText([/Mine/])
  await expect(chat.messages).toHaveCount(2)
})

test('a chat that differs from the stored one is imported as a second chat', async ({ chat }) => {
  await chat.settings.open()
  await chat.transfer.importOpener.click()
  await chat.transfer.choose(fileOf(foreign('cats')))
  await chat.transfer.add.click()
  await chat.sidebar.chat('About cats').click()
  await expect(chat.messages).toHaveCount(2)
  await chat.ask('And here?')
  await chat.expectIdle()

  const elsewhere = foreign('cats', 'Cats elsewhere')
  elsewhere.messages.push({
    id: 'cats-3',
    role: 'user',
    parts: [{ type: 'text', text: 'And there?' }],
    createdAt: 3,
  })
  await chat.settings.open()
  await chat.transfer.importOpener.click()
  await chat.transfer.choose(fileOf(elsewhere))
  await expect(chat.transfer.rows).toHaveText(['1', '3', '2', '0', '1', '1'])
  await chat.transfer.add.click()
  await expect(chat.sidebar.chats).toHaveCount(2)
  await chat.sidebar.chat('About cats').click()
  await expect(chat.messages).toHaveCount(4)
  await chat.sidebar.chat('Cats elsewhere').click()
  await expect(chat.messages).toHaveCount(3)
})

test('a faulty file reports its errors, and valid chats are still imported', async ({ chat }) => {
  await chat.ask('Mine')
  await chat.expectIdle()
  await chat.settings.open()
  await chat.transfer.importOpener.click()
  const { importDialog } = chat.transfer

  await chat.transfer.choose('not JSON at all')
  await expect(importDialog).toContainText('Not valid JSON, or incomplete.')
  await chat.transfer.choose('{"messages":[]}')
  await expect(importDialog).toContainText('Not a chat file exported by this app.')
  await chat.transfer.choose('{"format":"vue-chat-stream","version":99,"chats":[]}')
  await expect(importDialog).toContainText('from a newer version')

  const broken = { ...foreign('broken'), createdAt: 'yesterday' }
  await chat.transfer.choose(fileOf(broken, foreign('cats')))
  await expect(importDialog.getByRole('listitem')).toHaveText([
    'chats[0].createdAt expected number, found "yesterday"',
  ])
  await expect(chat.transfer.rows).toHaveText(['1', '2', '0', '0', '1', '1'])
  await chat.page.keyboard.press('Escape')
  await expect(importDialog).toBeHidden()
  await expect(chat.transfer.importOpener, 'the settings stay open').toBeFocused()
  await chat.page.keyboard.press('Escape')
  await expect(chat.sidebar.chats).toHaveText([/Mine/])
})

test('imported text is rendered as safely as an answer @main', async ({ chat, page }) => {
  const evil = foreign('evil', '<img src=x onerror=alert(1)>')
  const text =
    '<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://elsewhere.test/y)'
  for (const message of evil.messages) message.parts = [{ type: 'text', text }]
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await chat.settings.open()
  await chat.transfer.importOpener.click()
  await chat.transfer.choose(
    fileOf(evil).replace('"draft"', '"__proto__":{"polluted":1},"constructor":1,"draft"'),
  )
  await chat.transfer.add.click()
  await chat.sidebar.chat('<img').click()
  await expect(chat.answers).toContainText('<img src=x onerror=alert(1)>')
  await expect(chat.log.getByRole('link')).toHaveCount(0)
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false)
  expect(requests.filter((url) => url.includes('elsewhere'))).toEqual([])
})
