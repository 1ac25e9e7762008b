import { createParser } from 'eventsource-parser'
import { contentDialect } from '../../../src/core/index.ts'
import { readRecords } from '../../../src/core/wire/records.ts'
import type { DialectState } from '../../../src/core/types.ts'
import { writeDocument } from '../document.ts'
import { createPicker, createRandom } from '../random.ts'

export const REFERENCE = 'eventsource-parser, JSON.parse'

const EVENT_LENGTH = 8

type Read = (body: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<string>

export const readers: readonly { readonly name: string; readonly read: Read }[] = [
  { name: REFERENCE, read: readByParser },
  { name: 'core: records and dialect', read: readByCore },
]

async function readByParser(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = ''
  const parser = createParser({
    onEvent({ data }) {
      const payload: { content: string } = JSON.parse(data)
      text += payload.content
    },
  })
  const utf8 = new TextDecoder()
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text
    parser.feed(utf8.decode(value, { stream: true }))
  }
}

async function readByCore(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = ''
  const state: DialectState = {}
  const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  for await (const record of readRecords(response, () => undefined)) {
    const loading = contentDialect.prepare?.(record, state)
    if (loading) await loading
    for (const event of contentDialect.decode(record, state))
      if (event.type === 'text-delta') text += event.text
  }
  return text
}

export interface Load {
  readonly name: string
  readonly text: string
  readonly bytes: number
  readonly chunks: readonly Uint8Array<ArrayBuffer>[]
}

/** The same events in chunks of realistic size, and in the smallest that a proxy may send. */
export function createLoads(): Load[] {
  const { between } = createPicker(createRandom(1))
  return [
    createLoad('chunks of 1 to 16 KB', 1_600_000, () => between(1000, 16_000)),
    createLoad('chunks of 40 bytes', 400_000, () => 40),
  ]
}

function createLoad(name: string, length: number, chunkLength: () => number): Load {
  const text = writeDocument(length)
  let events = ''
  for (let start = 0; start < length; start += EVENT_LENGTH) {
    const content = text.slice(start, start + EVENT_LENGTH)
    events += `data: ${JSON.stringify({ content })}\n\n`
  }
  const bytes = new TextEncoder().encode(events)
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for (let start = 0; start < bytes.length;) {
    const end = start + chunkLength()
    chunks.push(bytes.slice(start, end))
    start = end
  }
  return { name, text, bytes: bytes.length, chunks }
}
