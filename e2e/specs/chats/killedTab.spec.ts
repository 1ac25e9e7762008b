import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, BrowserContext } from '@playwright/test'
import { createPicker, createRandom } from '../../bench/random.ts'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { messageText } from '../../pages/messageText.ts'
import { repetitions } from '../../support/soak.ts'
import { answerTo } from '../../../src/stub-server/answers/index.ts'

/** How often a tab is killed, for each kind of server. */
const KILLS = repetitions(10, 2)
/** Duration of text at the end of an answer that may be lost, in milliseconds. */
const LOSS = 1000

/** A text that was on the screen by `time`. */
interface Observation {
  readonly time: number
  readonly text: string
}

/** Kills the processes of all pages at once, like a system that runs out of memory: the pages get no event. */
async function killTabs(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  const renderers = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  }
  const killed = await renderers()
  for (const id of killed) process.kill(id, 'SIGKILL')
  // Chromium keeps one process ready for the next page, which would never open in a dead process.
  await expect
    .poll(async () => (await renderers()).filter((id) => killed.includes(id)), { intervals: [20] })
    .toEqual([])
  await session.detach()
}

/**
 * Watches the last answer for `time` milliseconds and kills its tab. Returns the observed texts, and a time at which
 * the tab still lived.
 */
async function watchAndKill(
  chat: ChatPage,
  browser: Browser,
  time: number,
): Promise<{ observations: readonly Observation[]; livedUntil: number }> {
  const observations: Observation[] = []
  const end = Date.now() + time
  while (Date.now() < end) {
    const text = await messageText(chat.lastAnswer)
    observations.push({ time: Date.now(), text })
    await wait(20)
  }
  expect(await chat.stop.isVisible(), 'the tab is killed during the answer').toBe(true)
  const crash = chat.page.waitForEvent('crash')
  const livedUntil = Date.now()
  await killTabs(browser)
  await crash
  await chat.page.close()
  return { observations, livedUntil }
}

async function reopen(context: BrowserContext, origin: string, title: string): Promise<ChatPage> {
  const chat = new ChatPage(await context.newPage())
  await chat.open(origin)
  await chat.sidebar.chat(title).click()
  return chat
}

test(`a tab killed ${KILLS} times during an answer loses no text if the server resumes @main @soak`, async ({
  browser,
  context,
  server,
  stubState,
}) => {
  test.setTimeout(900_000)
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

test(`a tab killed ${KILLS} times during an answer loses at most a second of text if the server can't resume`, async ({
  browser,
  context,
  page,
  server,
  startServer,
}) => {
  test.setTimeout(900_000)
  const { between } = createPicker(createRandom(Number(process.env['SEED'] ?? 2)))
  let requests = 0
  // Like many custom servers: without ids and end mark, and every request starts another answer.
  const { port } = await startServer((_request, response) => {
    requests += 1
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Access-Control-Allow-Origin': '*',
    })
    let wordCount = 0
    const timer = setInterval(() => {
      wordCount += 1
      response.write(`data: {"content":"word${wordCount} "}\n\n`)
    }, 15)
    response.once('close', () => clearInterval(timer))
  })
  await page.close()
  await context.route('**/config.json', (route) =>
    route.fulfill({ json: { url: `http://localhost:${port}/chat`, transport: 'get' } }),
  )
  const texts: string[] = []
  let chat = new ChatPage(await context.newPage())
  await chat.open(server.url)
  for (let count = 1; count <= KILLS; count += 1) {
    await chat.sidebar.newChat.click()
    await chat.ask(`Question ${count}.`)
    await expect(chat.lastAnswer).toContainText('word1')
    const { observations, livedUntil } = await watchAndKill(chat, browser, between(100, 2500))
    chat = await reopen(context, server.url, `Question ${count}.`)
    await expect(chat.alert).toContainText('The connection was lost')
    const text = await messageText(chat.lastAnswer)
    const earlier = observations.findLast(({ time }) => time <= livedUntil - LOSS)?.text ?? ''
    expect(text.startsWith(earlier.trimEnd()), `${text} begins with ${earlier}`).toBe(true)
    texts.push(text)
  }
  expect(requests).toBe(KILLS)
  for (const [index, text] of texts.entries()) {
    await chat.sidebar.chat(`Question ${index + 1}.`).click()
    await expect.poll(() => messageText(chat.lastAnswer)).toBe(text)
    await expect(chat.messages).toHaveCount(2)
  }
})
