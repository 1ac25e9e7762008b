import { describe, expect, test } from 'vitest'
import { createChatStream } from './createChatStream.ts'
import { textOf } from '../text.ts'
import { toFilePart } from '../presets/toFilePart.ts'
import type { ChatRequest, Dialect, StreamEvent, StreamRecord, Transport } from '../types.ts'

/** A dialect whose records are lists of events in JSON. */
const plain: Dialect = {
  name: 'plain',
  // Only the tests write these records.
  decode: ({ data }) => JSON.parse(data) as readonly StreamEvent[],
}

/** Creates a chat that answers each question with the next one of these answers. */
function createChat(...answers: readonly (readonly StreamEvent[])[]) {
  const requests: ChatRequest[] = []
  const transport: Transport = async function* (request) {
    const events = answers[requests.length] ?? []
    requests.push(request)
    const all = [...events, { type: 'finish', outcome: 'complete' }]
    yield { event: 'message', data: JSON.stringify(all), id: '' } satisfies StreamRecord
  }
  const chat = createChatStream({ url: 'http://localhost/', transport, dialect: plain })
  return { chat, requests }
}

const call: StreamEvent = { type: 'tool-delta', id: 'c1', name: 'weather', args: '{"city":"Rome"}' }
const words = (text: string): StreamEvent => ({ type: 'text-delta', text })

describe('a tool result', () => {
  test('is stored in its call, and the model continues without another question', async () => {
    const { chat, requests } = createChat([call], [words('21 degrees.')])
    await chat.send('How warm is Rome?')
    const answer = await chat.send({ toolResults: [{ id: 'c1', output: { degrees: 21 } }] })
    expect(textOf(answer)).toBe('21 degrees.')
    const { messages } = chat.getState()
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'assistant'])
    expect(messages[1]?.parts).toEqual([
      {
        type: 'tool',
        id: 'c1',
        name: 'weather',
        args: '{"city":"Rome"}',
        output: { degrees: 21 },
        state: 'output-available',
      },
    ])
    expect(requests[1]).toMatchObject({ message: '', messages: messages.slice(0, 2) })
  })

  test('belongs to the last call with its id, as servers repeat ids or send none', async () => {
    const { chat } = createChat([call], [call], [])
    await chat.send('How warm is Rome?')
    await chat.send('And now?')
    await chat.send({ toolResults: [{ id: 'c1', output: 22 }] })
    const calls = chat.getState().messages.flatMap(({ parts }) => parts.slice(0, 1))
    expect(calls.map((part) => 'output' in part && part.output)).toEqual([false, false, false, 22])
  })

  test('may be sent with a question', async () => {
    const { chat, requests } = createChat([call], [words('Yes.')])
    await chat.send('How warm is Rome?')
    await chat.send({ text: 'Is that warm?', toolResults: [{ id: 'c1', output: 21 }] })
    expect(requests[1]?.message).toBe('Is that warm?')
    expect(chat.getState().messages).toHaveLength(4)
  })

  test('is regenerated together with the question before it', async () => {
    const { chat, requests } = createChat([call], [words('21')], [words('22')])
    await chat.send('How warm is Rome?')
    await chat.send({ toolResults: [{ id: 'c1', output: 21 }] })
    await chat.regenerate()
    expect(requests[2]?.message).toBe('How warm is Rome?')
    expect(chat.getState().messages).toHaveLength(2)
  })

  test('leaves messages without its call unchanged', async () => {
    const { chat } = createChat([call], [])
    await chat.send('How warm is Rome?')
    const [question] = chat.getState().messages
    await chat.send({ toolResults: [{ id: 'c1', output: 21 }] })
    expect(chat.getState().messages[0]).toBe(question)
  })

  test('is rejected with its id if no answer has such a call, and changes nothing', async () => {
    const { chat, requests } = createChat([call])
    await chat.send('How warm is Rome?')
    const sent = chat.send({ toolResults: [{ id: 'c2', output: 21 }] })
    await expect(sent).rejects.toMatchObject({
      kind: 'argument',
      message: expect.stringContaining('c2'),
    })
    expect(requests).toHaveLength(1)
  })

  test('waits for its turn', async () => {
    const { chat, requests } = createChat([call], [words('Once')], [words('21')])
    await chat.send('How warm is Rome?')
    const story = chat.send('Meanwhile, a story')
    const rest = chat.send({ toolResults: [{ id: 'c1', output: 21 }] })
    expect(chat.getState().queue).toEqual([])
    await Promise.all([story, rest])
    expect(requests.map(({ message }) => message)).toEqual([
      'How warm is Rome?',
      'Meanwhile, a story',
      '',
    ])
  })
})

describe('files', () => {
  test('are sent with a question, with or without text', async () => {
    const { chat } = createChat([], [])
    const file = await toFilePart(new File(['grüß'], 'a.txt', { type: 'text/plain' }))
    expect(file).toEqual({
      type: 'file',
      mediaType: 'text/plain',
      name: 'a.txt',
      url: 'data:text/plain;base64,Z3LDvMOf',
    })
    await chat.send({ text: 'What is this?', files: [file] })
    await chat.send({ files: [file] })
    const [first, , second] = chat.getState().messages
    expect(first?.parts).toEqual([{ type: 'text', text: 'What is this?' }, file])
    expect(second?.parts).toEqual([file])
  })

  test('of any size and type are read completely by toFilePart()', async () => {
    const bytes = Uint8Array.from({ length: 20_001 }, (_, index) => index % 256)
    const { url, mediaType } = await toFilePart(new Blob([bytes]))
    expect(mediaType).toBe('application/octet-stream')
    const read = await (await fetch(url)).arrayBuffer()
    expect(new Uint8Array(read)).toEqual(bytes)
  })
})

test.each([{}, { text: '  ' }, { files: [] }, { toolResults: [] }, undefined, null, 7])(
  'send() rejects empty input (%j)',
  async (input) => {
    const { chat, requests } = createChat()
    // JavaScript callers may pass anything.
    await expect(chat.send(input as never)).rejects.toMatchObject({ kind: 'argument' })
    expect(requests).toEqual([])
  },
)
