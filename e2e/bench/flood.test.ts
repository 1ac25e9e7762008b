import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createParser } from 'eventsource-parser'
import { afterEach, describe, expect, test } from 'vitest'
import { writeDocument } from './document.ts'
import { sendFlood, type Flood } from './flood.ts'

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

async function receive(flood: Flood): Promise<string[]> {
  const server = createServer((_request, response) => void sendFlood(response, flood))
  closers.push(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const body = await (await fetch(`http://127.0.0.1:${port}`)).text()
  const events: string[] = []
  createParser({ onEvent: ({ data }) => events.push(data) }).feed(body)
  return events
}

describe('sendFlood()', () => {
  const text = writeDocument(4000)
  const flood = { text, eventsPerSecond: 10_000, eventLength: 8 }

  test('sends exactly the text, in events of the requested length', async () => {
    const events = await receive({ ...flood, format: 'content' })
    expect(events.at(-1)).toBe('{"reason":"done"}')
    const pieces = events.slice(0, -1).map((data) => String(JSON.parse(data).content))
    expect(pieces).toHaveLength(500)
    expect(pieces.join('')).toBe(text)
  })

  test("also sends the AI SDK's UI message stream", async () => {
    const events = await receive({ ...flood, format: 'ai-sdk' })
    expect(events.at(-1)).toBe('[DONE]')
    const parts: { type: string; delta?: string }[] = events
      .slice(0, -1)
      .map((data) => JSON.parse(data))
    expect(parts.map(({ type }) => type)).toEqual([
      ...['start', 'start-step', 'text-start'],
      ...Array(500).fill('text-delta'),
      ...['text-end', 'finish-step', 'finish'],
    ])
    expect(parts.map(({ delta = '' }) => delta).join('')).toBe(text)
  })
})
