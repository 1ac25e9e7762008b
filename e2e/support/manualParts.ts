import type { ServerResponse } from 'node:http'
import type { Page } from '@playwright/test'
import { expect, type StartServer } from './fixtures.ts'
import { ChatPage } from '../pages/ChatPage.ts'

/** An answer in AI SDK parts (reasoning, tool calls and every other part type), written by a test. */
export interface ManualPartsAnswer {
  readonly say: (...parts: readonly object[]) => void
  readonly end: () => void
}

/**
 * Opens the app with a server that sends the AI SDK's UI message stream.
 *
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export async function openWithManualParts(page: Page, startServer: StartServer) {
  const responses: ServerResponse[] = []
  const { port } = await startServer((request, response) => {
    const open = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }
    if (request.method === 'OPTIONS') return void response.writeHead(204, open).end()
    response.writeHead(200, { 'Content-Type': 'text/event-stream', ...open })
    response.flushHeaders()
    responses.push(response)
  })
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { server: 'ai-sdk', baseUrl: `http://localhost:${port}/chat` } }),
  )
  const chat = new ChatPage(page)
  await chat.open()

  /** Sends a question, and waits until the server receives it. */
  async function ask(question: string): Promise<ManualPartsAnswer> {
    const before = responses.length
    await chat.ask(question)
    await expect.poll(() => responses.length).toBe(before + 1)
    const say = (...parts: readonly object[]) => {
      for (const part of parts) responses[before]?.write(`data: ${JSON.stringify(part)}\n\n`)
    }
    return {
      say,
      end() {
        say({ type: 'finish', finishReason: 'stop' })
        responses[before]?.end('data: [DONE]\n\n')
      },
    }
  }
  return { chat, ask }
}
