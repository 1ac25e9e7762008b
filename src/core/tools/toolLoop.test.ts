import { describe, expect, test, vi } from 'vitest'
import { textOf } from '../text.ts'
import { defineTools } from './defineTools.ts'
import type { ToolContext } from './toolSet.ts'
import { callOf, citySchema, createToolChat, words } from './toolTest.test-helper.ts'

const rome = callOf('c1', 'weather', { city: 'Rome' })

/** Creates tools with one that runs, and one that the page answers. */
function createTools() {
  const execute = vi.fn(({ name }: { name: string }, { messages }: ToolContext): unknown => ({
    length: messages.length,
    degrees: name.length,
  }))
  const tools = defineTools({
    weather: { description: 'Returns the weather.', input: citySchema, execute },
    ask: { description: 'Asks the user.', input: citySchema },
  })
  return { tools, execute }
}

describe('a tool with `execute`', () => {
  test('runs with the validated arguments, and its result is sent back', async () => {
    const { tools, execute } = createTools()
    const { chat, requests, calls } = createToolChat({ tools }, [rome], [words('4 degrees')])
    const answer = await chat.send('How warm is Rome?')
    expect(textOf(answer)).toBe('4 degrees')
    expect(execute).toHaveBeenCalledOnce()
    const [input, context] = execute.mock.calls[0] ?? []
    expect(input).toEqual({ name: 'ROME' })
    expect(context?.toolCallId).toBe('c1')
    expect(context?.messages.map(textOf)).toEqual(['How warm is Rome?', ''])
    expect(calls()).toEqual([
      {
        type: 'tool',
        id: 'c1',
        name: 'weather',
        args: '{"city":"Rome"}',
        input: { city: 'Rome' },
        state: 'output-available',
        output: { degrees: 4, length: 2 },
      },
    ])
    expect(requests[1]?.messages).toEqual(chat.getState().messages.slice(0, 2))
    expect(chat.getState()).toMatchObject({ status: 'ready', error: undefined })
  })
})
