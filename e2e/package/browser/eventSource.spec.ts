// Chromium's own EventSource, without this library, reads a chat server in Express.
import { expect, test } from '@playwright/test'
import { createChatServer } from 'vue-chat-stream/server'
import { startKillingProxy } from '../../killing-proxy/startKillingProxy.ts'
import { SEED } from '../support/seed.ts'
import { answerTo, talkativeModel } from '../support/talkativeModel.ts'
import { expressHost } from '../support/chatHosts.ts'

test('a plain EventSource gets the exact answer of one run over cut connections @main', async ({
  page,
}) => {
  // Chromium waits a second before each connection.
  test.setTimeout(60_000)
  const runs: string[] = []
  const chat = createChatServer({
    answer({ message }, { signal }) {
      runs.push(message)
      return talkativeModel({ message, messages: [] }, signal)
    },
  })
  const server = await expressHost.start(chat)
  const proxy = await startKillingProxy({
    targets: [server],
    seed: SEED,
    downward: { min: 1, max: 40_000 },
  })
  const message = 'Wer fragt? 🐉'
  // A page of the same origin; the server has none.
  await page.route('**/page', (route) => route.fulfill({ contentType: 'text/html', body: '' }))
  await page.goto(`${proxy.origin}/page`)
  const { text, end } = await page.evaluate(
    (url) =>
      new Promise<{ text: string; end: unknown }>((resolve) => {
        const source = new EventSource(url)
        let text = ''
        source.onmessage = ({ data }) => (text += JSON.parse(data).content)
        source.addEventListener('close', ({ data }) => {
          source.close()
          resolve({ text, end: JSON.parse(data) })
        })
      }),
    // Before the first event, only the key tells the server that its question is running.
    `/ai/chat/stream?${new URLSearchParams({ message, key: 'a-key' })}`,
  )
  expect(text).toBe(answerTo(message))
  expect(end).toEqual({ reason: 'done', length: text.length })
  expect(runs).toEqual([message])
  expect(proxy.counts().kills).toBeGreaterThan(0)
  await proxy.close()
  await server.close()
  await chat.close()
})
