import { Client } from '@langchain/langgraph-sdk'
import { describe, expect, test } from 'vitest'
import { story } from '../../answers/story.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { THOUGHT } from '../answers.test-helper.ts'

interface Chunk {
  readonly type: string
  readonly content: string
  readonly additional_kwargs?: { readonly reasoning_content?: string }
  readonly tool_call_chunks?: readonly { readonly name: string | null; readonly args: string }[]
}

/** Reads a run like a client. */
async function read({ url }: StubServer, content: string, mode: 'messages-tuple' | 'messages') {
  const client = new Client({ apiUrl: `${url}/langgraph`, callerOptions: { maxRetries: 0 } })
  const events: { readonly event: string; readonly data: unknown }[] = []
  const input = { messages: [{ type: 'human', content }] }
  for await (const { event, data } of client.runs.stream(null, 'agent', {
    input,
    streamMode: [mode],
  })) {
    events.push({ event, data })
  }
  const messages = events
    .filter(({ event }) => event.startsWith('messages'))
    // The events of these modes are lists that begin with the message.
    .map(({ data }) => (data as readonly Chunk[])[0])
  return { events, messages: messages.filter((each) => each !== undefined) }
}

describe('LangGraph’s client', () => {
  test('receives chunks with their metadata, and the end of the run', async () => {
    const { events, messages } = await read(await serverForTest(), 'a story', 'messages-tuple')
    expect(messages.map(({ content }) => content).join('')).toBe(story)
    expect(messages.at(-1)).toMatchObject({ usage_metadata: { input_tokens: 2 } })
    expect(events[0]).toMatchObject({ event: 'metadata', data: { attempt: 1 } })
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { status: 'success' } })
  })

  test('receives messages that repeat the text so far', async () => {
    const { messages } = await read(await serverForTest(), '/think', 'messages')
    expect(messages.at(-1)).toMatchObject({
      type: 'ai',
      content: story,
      additional_kwargs: { reasoning_content: THOUGHT },
    })
    const lengths = messages.map(({ content }) => content.length)
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
  })

  test('receives a tool call in pieces, and the output of the tool', async () => {
    const { messages } = await read(await serverForTest(), '/parts', 'messages-tuple')
    const chunks = messages.flatMap(({ tool_call_chunks = [] }) => tool_call_chunks)
    expect(chunks[0]).toMatchObject({ name: 'read_clock', args: '' })
    expect(JSON.parse(chunks.map(({ args }) => args).join(''))).toBeTypeOf('object')
    expect(messages.find(({ type }) => type === 'tool')).toMatchObject({ name: 'read_clock' })
  })

  test('receives an error as an event', async () => {
    const { events } = await read(await serverForTest(), '/error 20', 'messages-tuple')
    expect(events.at(-1)).toMatchObject({
      event: 'error',
      data: { message: 'The model failed in the middle of its answer.' },
    })
  })
})
