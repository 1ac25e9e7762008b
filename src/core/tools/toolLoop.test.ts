import { describe, expect, test, vi } from 'vitest'
import { textOf } from '../text.ts'
import type { StreamEvent } from '../types.ts'
import { defineTools } from './defineTools.ts'
import { callOf, citySchema, createToolChat, words } from './toolTest.test-helper.ts'
import type { ToolContext } from './toolSet.ts'

const rome = callOf('c1', 'weather', { city: 'Rome' })
const oslo = callOf('c2', 'weather', { city: 'Oslo' })

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

/** Creates a tool whose results the test writes. */
function createManualTool() {
  const runs: { name: string; signal: AbortSignal; resolve: (output: unknown) => void }[] = []
  const tools = defineTools({
    weather: {
      description: 'Returns the weather.',
      input: citySchema,
      execute: ({ name }, { signal }) =>
        new Promise<unknown>((resolve) => runs.push({ name, signal, resolve })),
    },
  })
  return { tools, runs }
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

  test('runs beside the other calls of the answer, and one request follows when all have ended', async () => {
    const { tools, runs } = createManualTool()
    const { chat, requests, calls } = createToolChat({ tools }, [rome, oslo], [words('4, 5')])
    const answer = chat.send('How warm is it?')
    await vi.waitFor(() => expect(runs.map(({ name }) => name)).toEqual(['ROME', 'OSLO']))
    expect(chat.getState().status).toBe('submitted')
    expect(calls().map(({ state }) => state)).toEqual(['executing', 'executing'])
    runs[1]?.resolve(5)
    await vi.waitFor(() => expect(calls()[1]?.output).toBe(5))
    expect(requests).toHaveLength(1)
    runs[0]?.resolve(4)
    expect(textOf(await answer)).toBe('4, 5')
    expect(requests).toHaveLength(2)
  })

  test('that returns nothing has the output null, and what it returns becomes plain data', async () => {
    const { tools, execute } = createTools()
    execute.mockReturnValueOnce(undefined).mockReturnValueOnce({ at: new Date(0) })
    const { chat, calls } = createToolChat({ tools }, [rome, oslo])
    await chat.send('How warm is it?')
    expect(calls().map(({ output }) => output)).toEqual([null, { at: '1970-01-01T00:00:00.000Z' }])
  })

  test('that throws sends its error to the model', async () => {
    const { tools, execute } = createTools()
    execute.mockImplementation(() => {
      throw new Error('The sensor is broken.')
    })
    const { chat, calls } = createToolChat({ tools }, [rome], [words('Sorry.')])
    expect(textOf(await chat.send('How warm is Rome?'))).toBe('Sorry.')
    expect(calls()[0]).toMatchObject({ state: 'output-error', error: 'The sensor is broken.' })
  })

  test('whose result JSON cannot represent ends with an error', async () => {
    const { tools, execute } = createTools()
    execute.mockReturnValue(1n)
    const { chat, calls } = createToolChat({ tools }, [rome])
    await chat.send('How warm is Rome?')
    expect(calls()[0]).toMatchObject({
      state: 'output-error',
      error: expect.stringMatching(/BigInt/),
    })
  })

  test('whose result does not match `output` ends with an error', async () => {
    const tools = defineTools({
      weather: { description: '', input: citySchema, output: citySchema, execute: () => 5 },
    })
    const { chat, calls } = createToolChat({ tools }, [rome])
    await chat.send('How warm is Rome?')
    expect(calls()[0]?.error).toBe('The result does not match the schema: city: Expected a string')
  })

  test('runs only if its answer is complete', async () => {
    const { tools, execute } = createTools()
    const refused: StreamEvent = { type: 'finish', outcome: 'refused' }
    const { chat } = createToolChat({ tools }, [rome, refused])
    expect((await chat.send('How warm is Rome?')).outcome).toBe('refused')
    expect(execute).not.toHaveBeenCalled()
  })
})

describe('wrong calls', () => {
  test.each([
    ['{"city":', /^The arguments are not valid JSON: .*\{"city":$/],
    ['{"city":5}', /^The arguments do not match the schema: city: Expected a string$/],
    ['', /^The arguments do not match the schema/],
  ])('send an error to the model that names the mistake (%s)', async (args, error) => {
    const { tools, execute } = createTools()
    const { chat, calls, requests } = createToolChat(
      { tools },
      [callOf('c1', 'weather', args)],
      [rome],
      [words('4 degrees')],
    )
    expect(textOf(await chat.send('How warm is Rome?'))).toBe('4 degrees')
    expect(calls()[0]).toMatchObject({ state: 'output-error', error: expect.stringMatching(error) })
    expect(requests).toHaveLength(3)
    expect(execute).toHaveBeenCalledOnce()
  })

  test('of an unknown tool send an error with the names of the tools', async () => {
    const { tools } = createTools()
    const { chat, calls } = createToolChat({ tools }, [callOf('c1', 'toString', {})], [])
    await chat.send('How warm is Rome?')
    expect(calls()[0]).toMatchObject({
      state: 'output-error',
      error: 'There is no tool named toString. The tools are: weather, ask.',
    })
  })

  test('of an unknown tool that text follows belong to the server', async () => {
    const { tools } = createTools()
    const { chat, requests } = createToolChat({ tools }, [callOf('c1', 'search', {}), words('Yes')])
    expect(textOf(await chat.send('How warm is Rome?'))).toBe('Yes')
    expect(requests).toHaveLength(1)
  })
})

describe('maxSteps', () => {
  test('ends the calls of the last answer with an error that the chat shows', async () => {
    const { tools, execute } = createTools()
    const onError = vi.fn()
    const answers = Array.from({ length: 5 }, (_, index) => [
      callOf(`c${index}`, 'weather', { city: 'Rome' }),
    ])
    const { chat, calls, requests } = createToolChat({ tools, maxSteps: 3, onError }, ...answers)
    const answer = await chat.send('How warm is Rome?')
    expect(requests).toHaveLength(3)
    expect(execute).toHaveBeenCalledTimes(2)
    const last = chat.getState().messages.at(-1)
    expect(answer.id).toBe(last?.id)
    expect(calls().at(-1)).toMatchObject({
      state: 'output-error',
      error: expect.stringContaining('after 3 answers (`maxSteps`)'),
    })
    expect(chat.getState()).toMatchObject({ status: 'error', error: { kind: 'limit' } })
    expect(onError).toHaveBeenCalledExactlyOnceWith(chat.getState().error, last)
  })

  test('counts the answers after the last question', async () => {
    const { tools, execute } = createTools()
    const { chat } = createToolChat(
      { tools, maxSteps: 2 },
      [rome],
      [words('4')],
      [oslo],
      [words('5')],
    )
    await chat.send('Rome?')
    await chat.send('Oslo?')
    expect(execute).toHaveBeenCalledTimes(2)
  })

  test('is 10 by default', async () => {
    const { tools } = createTools()
    const answers = Array.from({ length: 12 }, () => [rome])
    const { chat, requests } = createToolChat({ tools }, ...answers)
    await chat.send('How warm is Rome?')
    expect(requests).toHaveLength(10)
  })

  test.each([0, -1, Number.NaN])('rejects %s', (maxSteps) => {
    const { tools } = createTools()
    expect(() => createToolChat({ tools, maxSteps })).toThrow('`maxSteps`')
  })
})

describe('stop()', () => {
  test('aborts the running tools, and no request follows', async () => {
    const { tools, runs } = createManualTool()
    const { chat, requests, calls } = createToolChat({ tools }, [rome], [words('never')])
    const answer = chat.send('How warm is Rome?')
    await vi.waitFor(() => expect(runs).toHaveLength(1))
    chat.stop()
    expect(runs[0]?.signal.aborted).toBe(true)
    expect(calls()[0]).toMatchObject({
      state: 'output-error',
      error: 'The user stopped this tool call.',
    })
    expect(chat.getState().status).toBe('ready')
    expect((await answer).outcome).toBe('complete')
    runs[0]?.resolve(4)
    await new Promise(setImmediate)
    expect(calls()[0]?.output).toBeUndefined()
    expect(requests).toHaveLength(1)
  })

  test('sends a question that waits', async () => {
    const { tools, runs } = createManualTool()
    const { chat, requests } = createToolChat({ tools }, [rome], [words('A story')])
    const first = chat.send('How warm is Rome?')
    await vi.waitFor(() => expect(runs).toHaveLength(1))
    const second = chat.send('A story, please')
    expect(chat.getState().queue).toHaveLength(1)
    chat.stop()
    expect(textOf(await second)).toBe('A story')
    expect(requests.map(({ message }) => message)).toEqual(['How warm is Rome?', 'A story, please'])
    await first
  })

  test.each(['dispose', 'clear', 'abandon'] as const)('%s() aborts them, too', async (name) => {
    const { tools, runs } = createManualTool()
    const { chat, requests } = createToolChat({ tools }, [rome])
    void chat.send('How warm is Rome?')
    await vi.waitFor(() => expect(runs).toHaveLength(1))
    chat[name]()
    expect(runs[0]?.signal.aborted).toBe(true)
    await new Promise(setImmediate)
    expect(requests).toHaveLength(1)
  })
})

describe('a question while tools run', () => {
  test('waits until the model has answered with their results', async () => {
    const { tools, runs } = createManualTool()
    const answers = [[rome], [words('4 degrees')], [words('A story')]]
    const { chat, requests } = createToolChat({ tools }, ...answers)
    const first = chat.send('How warm is Rome?')
    await vi.waitFor(() => expect(runs).toHaveLength(1))
    const second = chat.send('A story, please')
    runs[0]?.resolve(4)
    expect([textOf(await first), textOf(await second)]).toEqual(['4 degrees', 'A story'])
    expect(requests.map(({ message }) => message)).toEqual([
      'How warm is Rome?',
      '',
      'A story, please',
    ])
  })

  test('that waited since before the tools ran is sent after their results', async () => {
    const { tools } = createTools()
    const answers = [[rome], [words('4 degrees')], [words('A story')]]
    const { chat, requests } = createToolChat({ tools }, ...answers)
    const first = chat.send('How warm is Rome?')
    await Promise.all([first, chat.send('A story, please')])
    expect(requests.map(({ message }) => message)).toEqual([
      'How warm is Rome?',
      '',
      'A story, please',
    ])
  })

  test('is refused with `whenBusy: refuse`', async () => {
    const { tools, runs } = createManualTool()
    const { chat } = createToolChat({ tools, whenBusy: 'refuse' }, [rome])
    void chat.send('How warm is Rome?')
    await vi.waitFor(() => expect(runs).toHaveLength(1))
    expect((await chat.send('A story')).error?.kind).toBe('busy')
    chat.dispose()
  })
})

test('regenerate() runs the calls of the new answer, and aborts those of the former one', async () => {
  const { tools, runs } = createManualTool()
  const { chat, calls } = createToolChat({ tools }, [rome], [rome], [words('4')])
  void chat.send('How warm is Rome?')
  await vi.waitFor(() => expect(runs).toHaveLength(1))
  const answer = chat.regenerate()
  await vi.waitFor(() => expect(runs).toHaveLength(2))
  expect(runs.map(({ signal }) => signal.aborted)).toEqual([true, false])
  runs[1]?.resolve(4)
  expect(textOf(await answer)).toBe('4')
  expect(calls()).toHaveLength(1)
})

test('onToolCall is called once for each valid call, before its tool runs', async () => {
  const { tools, execute } = createTools()
  const onToolCall = vi.fn(() => expect(execute).not.toHaveBeenCalled())
  const wrong = callOf('c2', 'weather', {})
  const { chat } = createToolChat({ tools, onToolCall }, [rome, wrong])
  await chat.send('How warm is Rome?')
  expect(onToolCall.mock.calls).toEqual([
    [expect.objectContaining({ id: 'c1', input: { city: 'Rome' } })],
  ])
})

test('messages without the option `tools` keep their calls as they are', async () => {
  const { chat, calls, requests } = createToolChat({}, [rome])
  await chat.send('How warm is Rome?')
  expect(calls()).toEqual([
    { type: 'tool', id: 'c1', name: 'weather', args: '{"city":"Rome"}', state: 'input-available' },
  ])
  expect(requests).toHaveLength(1)
  expect(requests[0]).not.toHaveProperty('tools')
  for (const answer of [chat.approveTool('c1', true), chat.addToolOutput({ id: 'c1', output: 1 })])
    await expect(answer).rejects.toMatchObject({
      kind: 'argument',
      message: 'The chat has no option `tools`.',
    })
})
