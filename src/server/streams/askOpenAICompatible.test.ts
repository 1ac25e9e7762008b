import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createStubServer } from '../../stub-server/index.ts'
import type { AnswerPart } from '../types.ts'
import { askOpenAICompatible } from './askOpenAICompatible.ts'

const { signal } = new AbortController()

async function ask(url: string, content: string, body = {}): Promise<AnswerPart[]> {
  const messages = [{ role: 'user', content }]
  const parts: AnswerPart[] = []
  for await (const part of askOpenAICompatible({ url, model: 'm', messages, body, signal })) {
    parts.push(part)
  }
  return parts
}

test('askOpenAICompatible() yields text, tool calls and usage, and sends further fields of the body', async () => {
  const server = await createStubServer({ port: 0, pace: { min: 0, max: 0 } })
  onTestFinished(() => server.close())
  const story = await ask(`${server.url}/v1`, 'a story', { max_tokens: 999 })
  expect(story.map((part) => ('content' in part ? part.content : '')).join('')).toContain('Once')
  expect(story.at(-1)).toHaveProperty('usage')
  const tools = await ask(`${server.url}/v1/`, '/tool')
  expect(tools.some((part) => 'tool' in part && part.tool.name !== '')).toBe(true)
  await expect(ask(`${server.url}/v1`, 'a story', { max_tokens: 2 })).rejects.toMatchObject({
    code: 'length',
  })
})

test('askOpenAICompatible() takes [DONE] as the end of a server that names no reason', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    response.end('data: {"choices":[{"delta":{"content":"Hi"}}]}\n\ndata: [DONE]\n\n')
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  expect(await ask(`http://127.0.0.1:${port}/v1`, 'Hello')).toEqual([{ content: 'Hi' }])
})
