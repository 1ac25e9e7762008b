import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { createParser } from 'eventsource-parser'
import { describe, expect, onTestFinished, test } from 'vitest'
import { toNodeHandler } from './adapters/toNodeHandler.ts'
import { createChatServer } from './createChatServer.ts'
import { jsonPost, servedChat } from './servedChat.test-helper.ts'
import type { Question } from './types.ts'

/** Answers with text that depends on the question: `count` pieces of `size` characters. */
const answerOf = (count: number, size: number) =>
  async function* ({ message }: Question) {
    for (let index = 0; index < count; index += 1) {
      if (index % 16 === 0) await setImmediate()
      yield `${message}.${index} `.padEnd(size, 'abc')
    }
  }

async function textOf(count: number, size: number, message: string): Promise<string> {
  const pieces = answerOf(count, size)({ message } as Question)
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

/** Returns the text of a whole stream, and the length that its end declares. */
async function readAnswer(response: Response) {
  let text = ''
  let end: unknown
  const parser = createParser({
    onEvent({ event, data }) {
      const json = JSON.parse(data) as { content?: string }
      if (event === 'close') end = json
      else text += json.content ?? ''
    },
  })
  parser.feed(await response.text())
  return { text, end }
}

test('200 streams at the same time are exact, with one run each', { timeout: 60_000 }, async () => {
  let runs = 0
  const { url } = await servedChat({
    answer(question) {
      runs += 1
      return answerOf(100, 20)(question)
    },
  })
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, index) =>
      readAnswer(await fetch(`${url}?message=q${index}`)),
    ),
  )
  for (const [index, answer] of answers.entries()) {
    const text = await textOf(100, 20, `q${index}`)
    expect(answer).toEqual({ text, end: { reason: 'done', length: text.length } })
  }
  expect(runs).toBe(200)
})

describe('20 readers that never read', () => {
  const COUNT = 250
  const SIZE = 16 * 1024

  test('hold back no run, buffer little, and can resume', { timeout: 60_000 }, async () => {
    const chat = createChatServer({ answer: answerOf(COUNT, SIZE), limits: { runBytes: 2 ** 25 } })
    const responses: ServerResponse[] = []
    const handle = toNodeHandler(chat, { stallTimeout: Infinity })
    const server = createServer((request, response) => {
      if (request.method === 'GET') responses.push(response)
      return handle(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(async () => {
      await chat.close()
      server.closeAllConnections()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/chat`

    const ids = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const response = await fetch(`${url}/init`, jsonPost({ message: `q${index}` }))
        return ((await response.json()) as { sessionId: string }).sessionId
      }),
    )
    const sockets = ids.map((id) => openSilent(port, `/chat/${id}`))
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
    })
    await expect.poll(async () => (await chat.runs.live()).length).toBe(0)
    // The buffers of the operating system may grow until they take a whole answer.
    const isFull = (one: ServerResponse) => one.writableNeedDrain
    await expect
      .poll(() => responses.filter((one) => isFull(one) || one.writableFinished).length)
      .toBe(20)
    expect(responses.some(isFull)).toBe(true)
    const buffered = responses.reduce((sum, { writableLength }) => sum + writableLength, 0)
    expect(buffered).toBeLessThan(20 * 200 * 1024)

    for (const socket of sockets) socket.destroy()
    await expect.poll(() => responses.every(({ destroyed }) => destroyed)).toBe(true)
    const text = await textOf(COUNT, SIZE, 'q7')
    const resumed = await readAnswer(await fetch(`${url}/${ids[7]}`))
    expect(resumed).toEqual({ text, end: { reason: 'done', length: text.length } })
  })
})

/** Sends a request and leaves its response in the socket. */
function openSilent(port: number, path: string): Socket {
  const socket = connect({ port, host: '127.0.0.1' })
  socket.on('error', () => {})
  socket.pause()
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  return socket
}
