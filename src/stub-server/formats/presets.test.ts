import { describe, expect, onTestFinished, test } from 'vitest'
import {
  agUi,
  coze,
  createChatStream,
  dashscope,
  langGraph,
  mastra,
  reasoningOf,
  textOf,
  type ChatInput,
  type Preset,
  type Transport,
} from '../../core/index.ts'
import { story } from '../answers/story.ts'
import { serverForTest } from '../server.test-helper.ts'
import { CLOCK, REFUSAL, THOUGHT } from './answers.test-helper.ts'

interface PresetCase {
  readonly create: (url: string, body: Record<string, unknown>) => Preset<'post' | Transport>
  /** How the preset declares the tool of the tests; undefined if the server runs all tools. */
  readonly tools?: Record<string, unknown>
  /** Whether the server can run a tool and report its output. */
  readonly hasOwnTools?: boolean
  /** The outcome of a refusal; other formats send it as text. */
  readonly refusal?: 'refused'
}

const { name, description, parameters } = CLOCK
const tool = { name, description, parameters }

const dataStream = (url: string, body: Record<string, unknown>): Preset => ({
  url: `${url}/ai-sdk/data`,
  transport: 'post',
  dialect: 'ai-sdk-data',
  headers: async () => ({}),
  body: ({ messages }) => ({
    messages: messages.map((message) => ({
      role: message.role,
      content: textOf(message),
      toolInvocations: message.parts
        .filter((part) => part.type === 'tool')
        .map(({ output: result }) => ({ state: 'result', result })),
    })),
    ...body,
  }),
})

const PRESETS: Readonly<Record<string, PresetCase>> = {
  'ag-ui': {
    create: (url, body) => agUi({ url: `${url}/ag-ui`, body }),
    tools: { tools: [tool] },
    hasOwnTools: true,
  },
  langgraph: {
    create: (url, body) => langGraph({ baseURL: `${url}/langgraph`, assistantId: 'agent', body }),
    hasOwnTools: true,
    refusal: 'refused',
  },
  'langgraph, with repeated texts': {
    create: (url, body) => {
      const modes = { stream_mode: ['messages'], ...body }
      return langGraph({ baseURL: `${url}/langgraph`, assistantId: 'agent', body: modes })
    },
    hasOwnTools: true,
    refusal: 'refused',
  },
  dashscope: {
    create: (url, { tools }) =>
      dashscope({
        baseURL: `${url}/dashscope/api/v1`,
        model: 'm',
        ...(tools ? { parameters: { tools } } : {}),
      }),
    tools: { tools: [{ type: 'function', function: tool }] },
  },
  'dashscope, with repeated texts': {
    create: (url, { tools }) =>
      dashscope({
        baseURL: `${url}/dashscope/api/v1`,
        model: 'm',
        parameters: { incremental_output: false, ...(tools ? { tools } : {}) },
      }),
    tools: { tools: [{ type: 'function', function: tool }] },
  },
  coze: {
    create: (url, body) => coze({ baseURL: `${url}/coze/v3`, botId: 'b', body }),
    hasOwnTools: true,
  },
  mastra: {
    create: (url, body) => mastra({ baseURL: `${url}/mastra/api`, agentId: 'any', body }),
    tools: { clientTools: { [name]: tool } },
    hasOwnTools: true,
    refusal: 'refused',
  },
  'ai-sdk-data': { create: dataStream, tools: {}, hasOwnTools: true, refusal: 'refused' },
}

describe.each(Object.entries(PRESETS))('the preset for %s', (title, each) => {
  const { create, tools, hasOwnTools, refusal } = each

  async function ask(question: string | ChatInput, body: Record<string, unknown> = {}) {
    const { url } = await serverForTest()
    const chat = createChatStream({ ...create(url, body), retry: false })
    onTestFinished(chat.dispose)
    return { chat, answer: await chat.send(question) }
  }

  test('reads a whole text with its usage', async () => {
    const { answer } = await ask('Tell me a story')
    expect([textOf(answer), answer.outcome]).toEqual([story, 'complete'])
    expect(answer.usage).toMatchObject({
      inputTokens: 4,
      outputTokens: expect.any(Number) as number,
    })
  })

  // The stub pauses inside of each character: with repeated texts, these are too many.
  test.skipIf(title.includes('repeated'))('reads emoji that are cut into pieces', async () => {
    const { answer } = await ask('/emoji-cut emoji')
    expect(textOf(answer)).toContain('🧵')
    expect(answer.outcome).toBe('complete')
  })

  test('reads reasoning before the text', async () => {
    const { answer } = await ask('/think')
    expect([reasoningOf(answer), textOf(answer)]).toEqual([THOUGHT, story])
  })

  test.runIf(hasOwnTools)('reads a tool that the server runs, with its output', async () => {
    const { answer } = await ask('/parts', tools && 'tools' in tools ? { tools: [] } : {})
    const call = answer.parts.find((part) => part.type === 'tool')
    expect(call).toMatchObject({ type: 'tool', name: 'read_clock' })
    expect(JSON.stringify(call?.output)).toContain('12:00')
    expect([textOf(answer), answer.outcome]).toEqual([story, 'complete'])
  })

  test.runIf(tools)('reads a tool call, and sends its result with the next request', async () => {
    const { chat, answer } = await ask('/tool a story', tools)
    const call = answer.parts.find((part) => part.type === 'tool')
    expect(call).toMatchObject({ args: '{"zone":"UTC"}' })
    expect(answer.outcome).toBe('complete')
    const rest = await chat.send({ toolResults: [{ id: call?.id ?? '', output: CLOCK.output }] })
    expect(textOf(rest)).toBe(CLOCK.answer + story)
  })

  test('reads a refusal', async () => {
    const { answer } = await ask('/refuse')
    expect([textOf(answer), answer.outcome]).toEqual([REFUSAL, refusal ?? 'complete'])
  })

  test('fails on an error inside the stream with its message, and keeps the text', async () => {
    const { answer } = await ask('/error 20 a story')
    expect(answer).toMatchObject({
      outcome: 'failed',
      error: { message: 'The model failed in the middle of its answer.' },
    })
    expect(textOf(answer)).toBe(story.slice(0, 20))
  })

  test('reports an answer that is cut as truncated, and keeps the text', async () => {
    for (const scenario of ['/drop 1500 a story', '/end-early 1500 a story']) {
      const { answer } = await ask(scenario)
      // LangGraph’s end of the body is a proof, as most of its servers send no mark.
      const isProof = scenario.startsWith('/end') && answer.outcome === 'complete'
      if (!isProof || !each.create('', {}).dialect.startsWith('langgraph')) {
        expect(answer.outcome).toBe('truncated')
      }
      expect(story.startsWith(textOf(answer))).toBe(true)
    }
  })

  test('reports the words of an HTTP error', async () => {
    const { answer } = await ask('/401')
    expect(answer).toMatchObject({ outcome: 'failed', error: { kind: 'http', status: 401 } })
  })
})
