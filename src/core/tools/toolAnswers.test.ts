import { describe, expect, test, vi } from 'vitest'
import { textOf } from '../text.ts'
import type { ChatMessage, StreamEvent } from '../types.ts'
import { defineTools } from './defineTools.ts'
import { callOf, citySchema, createToolChat, words } from './toolTest.test-helper.ts'

const ask = callOf('a1', 'ask', { city: 'Rome' })
const book = callOf('b1', 'book', { city: 'Rome' })

/** Creates a tool that the page answers, and one that needs an approval. */
function createTools(needsApproval: boolean | ((input: { name: string }) => boolean) = true) {
  const execute = vi.fn(({ name }: { name: string }) => `booked ${name}`)
  const tools = defineTools({
    ask: { description: 'Asks the user.', input: citySchema, output: citySchema },
    book: { description: 'Books a hotel.', input: citySchema, needsApproval, execute },
  })
  return { tools, execute }
}

describe('addToolOutput()', () => {
  test('sends the result when the page has it, and returns the answer that follows', async () => {
    const { tools } = createTools()
    const { chat, requests, calls } = createToolChat({ tools }, [ask], [words('Rome it is')])
    const waiting = await chat.send('Where to?')
    expect(waiting.parts).toHaveLength(1)
    expect(chat.getState().status).toBe('ready')
    expect(calls()[0]).toMatchObject({ state: 'input-available', input: { city: 'Rome' } })
    const answer = await chat.addToolOutput({ id: 'a1', output: { city: 'Oslo' } })
    expect(textOf(answer)).toBe('Rome it is')
    expect(calls()[0]).toMatchObject({ state: 'output-available', output: { city: 'Oslo' } })
    expect(requests).toHaveLength(2)
  })

  test('sends why there is no result', async () => {
    const { tools } = createTools()
    const { chat, calls } = createToolChat({ tools }, [ask], [words('Fine')])
    await chat.send('Where to?')
    expect(textOf(await chat.addToolOutput({ id: 'a1', error: 'The user left.' }))).toBe('Fine')
    expect(calls()[0]).toMatchObject({ state: 'output-error', error: 'The user left.' })
  })

  test('waits for the other calls of the answer', async () => {
    const { tools } = createTools()
    const second = callOf('a2', 'ask', { city: 'Oslo' })
    const { chat, requests } = createToolChat({ tools }, [ask, second], [words('Both')])
    await chat.send('Where to?')
    const first = await chat.addToolOutput({ id: 'a1', output: { city: 'Rome' } })
    expect([first.parts.length, requests.length]).toEqual([2, 1])
    expect(textOf(await chat.addToolOutput({ id: 'a2', output: { city: 'Oslo' } }))).toBe('Both')
  })

  test('rejects an unknown id, a second result and one that does not match the schema', async () => {
    const { tools } = createTools()
    const { chat, requests } = createToolChat({ tools }, [ask], [words('Done')])
    await chat.send('Where to?')
    const kind = 'argument'
    await expect(chat.addToolOutput({ id: 'x', output: 1 })).rejects.toMatchObject({ kind })
    await expect(chat.addToolOutput({ id: 'a1', output: 5 })).rejects.toMatchObject({
      kind,
      message: 'The result does not match the schema: city: Expected a string',
    })
    await chat.addToolOutput({ id: 'a1', output: { city: 'Rome' } })
    await expect(chat.addToolOutput({ id: 'a1', error: 'no' })).rejects.toMatchObject({ kind })
    expect(requests).toHaveLength(2)
  })

  test('stores the result of an earlier answer, and sends nothing', async () => {
    const { tools } = createTools()
    const { chat, requests, calls } = createToolChat({ tools }, [ask], [words('A story')])
    await chat.send('Where to?')
    await chat.send('A story, please')
    await chat.addToolOutput({ id: 'a1', output: { city: 'Rome' } })
    expect(calls()[0]?.state).toBe('output-available')
    expect(requests).toHaveLength(2)
  })

  test('may be called in onToolCall', async () => {
    const { tools } = createTools()
    const answers: Promise<ChatMessage>[] = []
    const { chat, requests } = createToolChat(
      {
        tools,
        onToolCall: ({ id }) =>
          void answers.push(chat.addToolOutput({ id, output: { city: 'Rome' } })),
      },
      [ask],
      [words('Rome it is')],
    )
    await chat.send('Where to?')
    expect((await Promise.all(answers)).map(textOf)).toEqual(['Rome it is'])
    expect(requests).toHaveLength(2)
  })

  test('may be called while the answer with the call still streams', async () => {
    const { tools } = createTools()
    const { chat, calls, requests } = createToolChat(
      {
        tools,
        onEvent(event) {
          if (event.type === 'text-delta' && event.text === 'Wait')
            void chat.addToolOutput({ id: 'a1', error: 'too late' })
        },
      },
      [ask, words('Wait'), words('!')],
      [words('Fine')],
    )
    expect(textOf(await chat.send('Where to?'))).toBe('Fine')
    expect(calls()[0]).toMatchObject({ state: 'output-error', error: 'too late' })
    expect(requests).toHaveLength(2)
  })
})

describe('a tool with `needsApproval`', () => {
  test('waits for approveTool(), and then runs', async () => {
    const { tools, execute } = createTools()
    const { chat, calls, requests } = createToolChat({ tools }, [book], [words('Enjoy')])
    await chat.send('Book it')
    expect(calls()[0]?.state).toBe('approval-requested')
    expect(execute).not.toHaveBeenCalled()
    expect(textOf(await chat.approveTool('b1', true))).toBe('Enjoy')
    expect(calls()[0]).toMatchObject({
      state: 'output-available',
      output: 'booked ROME',
      approved: true,
    })
    expect([execute.mock.calls.length, requests.length]).toEqual([1, 2])
  })

  test('does not run if the user denies it, and the model gets the reason', async () => {
    const { tools, execute } = createTools()
    const { chat, calls } = createToolChat({ tools }, [book], [words('Pity')])
    await chat.send('Book it')
    expect(textOf(await chat.approveTool('b1', false, 'Too expensive'))).toBe('Pity')
    expect(execute).not.toHaveBeenCalled()
    expect(calls()[0]).toMatchObject({
      state: 'output-error',
      error: 'Too expensive',
      approved: false,
      reason: 'Too expensive',
    })
  })

  test('of two calls, runs the first that is approved, and sends both results', async () => {
    const { tools, execute } = createTools()
    const second = callOf('b2', 'book', { city: 'Oslo' })
    const { chat, requests } = createToolChat({ tools }, [book, second], [words('Enjoy')])
    await chat.send('Book them')
    await chat.approveTool('b1', true)
    expect([execute.mock.calls.length, requests.length]).toEqual([1, 1])
    expect(textOf(await chat.approveTool('b2', false))).toBe('Enjoy')
    expect(requests).toHaveLength(2)
  })

  test('may approve two calls at the same time', async () => {
    const { tools, execute } = createTools()
    const second = callOf('b2', 'book', { city: 'Oslo' })
    const { chat, requests } = createToolChat({ tools }, [book, second], [words('Enjoy')])
    await chat.send('Book them')
    const answers = await Promise.all([chat.approveTool('b1', true), chat.approveTool('b2', true)])
    expect(answers.map(textOf)).toEqual(['Enjoy', 'Enjoy'])
    expect([execute.mock.calls.length, requests.length]).toEqual([2, 2])
  })

  test('may decide by the arguments', async () => {
    const { tools, execute } = createTools(({ name }) => name === 'ROME')
    const oslo = callOf('b2', 'book', { city: 'Oslo' })
    const { chat, calls } = createToolChat({ tools }, [book, oslo])
    await chat.send('Book them')
    expect(calls().map(({ state }) => state)).toEqual(['approval-requested', 'output-available'])
    expect(execute).toHaveBeenCalledOnce()
  })

  test('that is answered twice rejects the second answer', async () => {
    const { tools, execute } = createTools()
    const { chat } = createToolChat({ tools }, [book], [words('Enjoy')])
    await chat.send('Book it')
    const first = chat.approveTool('b1', true)
    await expect(chat.approveTool('b1', true)).rejects.toMatchObject({ kind: 'argument' })
    await first
    expect(execute).toHaveBeenCalledOnce()
  })
})

test('an approval that the server requested is answered with the next request', async () => {
  const { tools } = createTools()
  const request: StreamEvent = {
    type: 'tool-delta',
    id: 's1',
    name: 'remove',
    allArgs: '{}',
    state: 'approval-requested',
    approvalId: 'p1',
  }
  const { chat, calls, requests } = createToolChat({ tools }, [request], [words('Removed')])
  await chat.send('Remove it')
  expect(calls()[0]?.state).toBe('approval-requested')
  expect(textOf(await chat.approveTool('s1', true, 'Sure'))).toBe('Removed')
  expect(requests[1]?.messages.at(-1)?.parts[0]).toMatchObject({
    state: 'approval-answered',
    approvalId: 'p1',
    approved: true,
    reason: 'Sure',
  })
})
