import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, BrowserContext } from '@playwright/test'
import { createPicker, createRandom } from '../../bench/random.ts'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { messageText } from '../../pages/messageText.ts'
import { howOften } from '../../support/soak.ts'
import { answerTo } from '../../../src/stub-server/answers/index.ts'

/** How often a tab is killed, with each kind of server. */
const KILLS = howOften(10, 2)
/** What may be missing of an answer, in milliseconds. */
const LOSS = 1000

/** What was on the screen, and when. */
interface Sight {
  readonly time: number
  readonly text: string
}

/** Kills the processes of all pages at once, as the system does when memory runs out: they hear nothing of it. */
async function killTabs(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  const renderers = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  }
  const killed = await renderers()
  for (const id of killed) process.kill(id, 'SIGKILL')
  // One of them is kept ready for the next page, which would never open in a process that is gone.
  await expect
    .poll(async () => (await renderers()).filter((id) => killed.includes(id)), { intervals: [20] })
    .toEqual([])
  await session.detach()
}

/** Watches the last answer for so many milliseconds, kills its tab, and tells what was seen until then. */
async function watchAndKill(
  chat: ChatPage,
  browser: Browser,
  time: number,
): Promise<readonly Sight[]> {
  const sights: Sight[] = []
  const end = Date.now() + time
  while (Date.now() < end) {
    const before = Date.now()
    sights.push({ time: before, text: await messageText(chat.lastAnswer) })
    await wait(20)
  }
  expect(await chat.stop.isVisible(), 'it is killed in mid-answer').toBe(true)
  const crash = chat.page.waitForEvent('crash')
  await killTabs(browser)
  await crash
  await chat.page.close()
  sights.push({ time: Date.now(), text: '' })
  return sights
}

async function reopen(context: BrowserContext, origin: string, title: string): Promise<ChatPage> {
  const chat = new ChatPage(await context.newPage())
  await chat.open(origin)
  await chat.sidebar.chat(title).click()
  return chat
}

test(`a tab killed ${KILLS} times in mid-answer: where the server resumes, no word is missing`, async ({
  browser,
  context,
  server,
  stubState,
}) => {
  test.setTimeout(240_000)
  const { between } = createPicker(createRandom(Number(process.env['SEED'] ?? 1)))
  const answers: string[] = []
  let chat = new ChatPage(await context.newPage())
  await chat.open(server.url)
  for (let count = 1; count <= KILLS; count += 1) {
    const question = `Question ${count} 🙂 a story`
    await chat.sidebar.newChat.click()
    await chat.ask(`/slow 8 ${question}`)
    await expect(chat.lastAnswer).toContainText('Once')
    await watchAndKill(chat, browser, between(50, 900))
    chat = await reopen(context, server.url, `Question ${count} `)
    const exact = answerTo({ message: question, messages: [] })
    await expect(chat.regenerate).toBeVisible()
    await chat.expectAnswer(exact)
    answers.push(exact)
  }
  expect((await stubState()).runs).toBe(KILLS)
  for (const [index, exact] of answers.entries()) {
    await chat.sidebar.chat(`Question ${index + 1} `).click()
    await chat.expectAnswer(exact)
    await expect(chat.messages).toHaveCount(2)
  }
})

test(`a tab killed ${KILLS} times in mid-answer: where the server does not, all but a second is there`, async ({
  browser,
  context,
  page,
  server,
  serveOwn,
}) => {
  test.setTimeout(240_000)
  const { between } = createPicker(createRandom(Number(process.env['SEED'] ?? 2)))
  let asked = 0
  // As many companies do it: no ids, no end mark, and whoever comes again is told another answer.
  const { port } = await serveOwn((_request, response) => {
    asked += 1
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Access-Control-Allow-Origin': '*',
    })
    let words = 0
    const timer = setInterval(() => {
      words += 1
      response.write(`data: {"content":"word${words} "}\n\n`)
    }, 15)
    response.once('close', () => clearInterval(timer))
  })
  await page.close()
  await context.route('**/config.json', (route) =>
    route.fulfill({ json: { url: `http://localhost:${port}/chat`, transport: 'get' } }),
  )
  const kept: string[] = []
  let chat = new ChatPage(await context.newPage())
  await chat.open(server.url)
  for (let count = 1; count <= KILLS; count += 1) {
    await chat.sidebar.newChat.click()
    await chat.ask(`Question ${count}.`)
    await expect(chat.lastAnswer).toContainText('word1')
    const sights = await watchAndKill(chat, browser, between(100, 2500))
    chat = await reopen(context, server.url, `Question ${count}.`)
    await expect(chat.alert).toContainText('The connection was lost')
    const text = await messageText(chat.lastAnswer)
    const killedAt = sights.at(-1)?.time ?? 0
    const old = sights.findLast(({ time }) => time <= killedAt - LOSS)?.text ?? ''
    expect(text.startsWith(old.trimEnd()), `${text} begins with ${old}`).toBe(true)
    kept.push(text)
  }
  expect(asked).toBe(KILLS)
  for (const [index, text] of kept.entries()) {
    await chat.sidebar.chat(`Question ${index + 1}.`).click()
    await expect.poll(() => messageText(chat.lastAnswer)).toBe(text)
    await expect(chat.messages).toHaveCount(2)
  }
})
