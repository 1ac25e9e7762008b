import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import type { StreamRecord } from '../types.ts'

interface Case {
  name: string
  chunks: string[]
  expect: { events: { type: string; data: string; lastEventId: string }[] }
}

const file = new URL('../../../../shared/sse-cases.json', import.meta.url)
const cases: Case[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []

describe.skipIf(cases.length === 0)(
  'readRecords() reads each shared event stream case over HTTP',
  () => {
    let chunks: Buffer[] = []
    const server = createServer(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const chunk of chunks) {
        // Each piece is a segment of its own, so that the client sees it cut exactly there.
        if (chunk.length > 0) await new Promise((resolve) => response.write(chunk, resolve))
        await new Promise(setImmediate)
      }
      response.end()
    })
    let url = ''
    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    })
    afterAll(() => server.close())

    test.each(cases)('$name', async ({ chunks: encoded, expect: { events } }) => {
      chunks = encoded.map((chunk) => Buffer.from(chunk, 'base64'))
      const records: StreamRecord[] = []
      const chat = createChatStream({
        url,
        retry: false,
        dialect: { name: 'recorder', decode: (record) => (records.push(record), []) },
      })
      await chat.send('hello')
      expect(records).toEqual(
        events.map(({ type, data, lastEventId }) => ({ event: type, data, id: lastEventId })),
      )
    })
  },
)
