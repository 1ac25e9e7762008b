import { expect, test, vi } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { createMessageList } from '../stream/messageList.ts'
import { textOf } from '../text.ts'
import type { ChatMessage, StreamEvent, ToolPart, Transport } from '../types.ts'
import { defineTools } from './defineTools.ts'
import { callOf, callsIn, citySchema, words } from './toolTest.test-helper.ts'

const question: ChatMessage = {
  id: 'q',
  role: 'user',
  parts: [{ type: 'text', text: 'Rome?' }],
  createdAt: 0,
}

const running: ToolPart = {
  type: 'tool',
  id: 'c1',
  name: 'weather',
  args: '{"city":"Rome"}',
  input: { city: 'Rome' },
  state: 'executing',
}

/** Creates a chat whose messages an earlier page has stored. `resume` repeats its call. */
function reopen(answer: Partial<ChatMessage>) {
  const execute = vi.fn(() => 21)
  const tools = defineTools({ weather: { description: '', input: citySchema, execute } })
  const answers = [[words('21 degrees')]]
  const transport: Transport = async function* (_, { resumption, onResumable }) {
    onResumable('s1', 'cursors')
    const events: readonly StreamEvent[] = resumption
      ? [callOf('c1', 'weather', { city: 'Rome' })]
      : (answers.shift() ?? [])
    const finish: StreamEvent = { type: 'finish', outcome: 'complete' }
    yield { event: '', data: '', id: '', cursor: 1, events: [...events, finish] }
  }
  const messages = createMessageList()
  const stored: ChatMessage = {
    id: 'a',
    role: 'assistant',
    parts: [running],
    createdAt: 0,
    ...answer,
  }
  messages.set([question, stored], { type: 'replaced', reason: 'question' })
  const dialect = { name: 'none', decode: () => [] }
  const chat = createChatStream(
    { url: 'http://localhost/', transport, dialect, tools },
    { messages },
  )
  const calls = () => callsIn(chat.getState().messages)
  return { chat, execute, calls }
}

test('a call that ran when the page was closed does not run again by itself', async () => {
  const { chat, execute, calls } = reopen({ outcome: 'complete' })
  expect(textOf(await chat.send('And now?'))).toBe('21 degrees')
  expect(calls()[0]?.state).toBe('executing')
  expect(execute).not.toHaveBeenCalled()
})

test('approveTool() runs it again', async () => {
  const { chat, execute, calls } = reopen({ outcome: 'complete' })
  expect(textOf(await chat.approveTool('c1', true))).toBe('21 degrees')
  expect(execute).toHaveBeenCalledOnce()
  expect(calls()[0]).toMatchObject({ state: 'output-available', output: 21 })
})

test('addToolOutput() answers it', async () => {
  const { chat, execute } = reopen({ outcome: 'complete' })
  expect(textOf(await chat.addToolOutput({ id: 'c1', error: 'Lost' }))).toBe('21 degrees')
  expect(execute).not.toHaveBeenCalled()
})

test('resume() does not run it again if the stream repeats it: the page decides', async () => {
  const { chat, execute, calls } = reopen({ run: { key: 'k', sessionId: 's1' } })
  await chat.resume()
  expect(calls()[0]?.state).toBe('approval-requested')
  expect(execute).not.toHaveBeenCalled()
  await chat.approveTool('c1', true)
  expect(execute).toHaveBeenCalledOnce()
})

test('resume() keeps the result of a call that had one, and sends it', async () => {
  const done: ToolPart = { ...running, state: 'output-available', output: 22 }
  const { chat, execute, calls } = reopen({ run: { key: 'k', sessionId: 's1' }, parts: [done] })
  expect(textOf(await chat.resume())).toBe('21 degrees')
  expect(calls()[0]).toMatchObject({ state: 'output-available', output: 22 })
  expect(execute).not.toHaveBeenCalled()
})

test('resume() runs a call that had not begun', async () => {
  const { chat, execute } = reopen({ run: { key: 'k', sessionId: 's1' }, parts: [] })
  expect(textOf(await chat.resume())).toBe('21 degrees')
  expect(execute).toHaveBeenCalledOnce()
})
