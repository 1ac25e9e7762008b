import {
  agUi,
  aiSdk,
  anthropic,
  coze,
  dashscope,
  dify,
  gemini,
  langGraph,
  mastra,
  ollama,
  openAI,
  openAIResponses,
  type DialectName,
  type UseChatStreamOptions,
} from 'vue-chat-stream'
import { createStubServer } from 'vue-chat-stream/stub-server'
import type { Kind, RunningServer, ServerCase } from './ServerCase.ts'
import { LATER_CUT, STUB_ANSWERS, STUB_QUESTIONS } from './stubAnswers.ts'

async function start(): Promise<RunningServer> {
  const stub = await createStubServer({ port: 0, pace: { min: 0, max: 0 } })
  return { url: stub.url, close: () => void stub.close() }
}

const model = 'any'
const ALL: readonly Kind[] = ['text', 'reasoning', 'tool', 'usage', 'error', 'cut']
const without = (...kinds: readonly Kind[]) => ALL.filter((kind) => !kinds.includes(kind))

type Row = readonly [
  server: string,
  dialect: DialectName,
  configure: string,
  end: string,
  kinds: readonly Kind[],
  options: (origin: string) => Partial<UseChatStreamOptions>,
]

// The tools of these servers run in the page, or in the server without a report.
const PAGE_TOOLS = without('tool')

const ROWS: readonly Row[] = [
  [
    'Chat Completions: OpenAI, vLLM, llama.cpp, LM Studio, DeepSeek, Groq, OpenRouter',
    'openai',
    '`openAI()`',
    '`finish_reason`, or `[DONE]`',
    PAGE_TOOLS,
    (url) => openAI({ baseURL: `${url}/v1`, model }),
  ],
  [
    'OpenAI’s Responses',
    'openai-responses',
    '`openAIResponses()`',
    '`response.completed`',
    PAGE_TOOLS,
    (url) => openAIResponses({ baseURL: `${url}/v1`, model }),
  ],
  [
    'Anthropic’s Messages',
    'anthropic',
    '`anthropic()`',
    '`message_stop`',
    PAGE_TOOLS,
    (url) => anthropic({ baseURL: `${url}/v1`, model }),
  ],
  [
    'Google’s Gemini',
    'gemini',
    '`gemini()`',
    '`finishReason`, and the clean end of the body',
    PAGE_TOOLS,
    (url) => gemini({ baseURL: `${url}/v1beta`, model }),
  ],
  [
    'Ollama',
    'ollama',
    '`ollama()`',
    '`"done": true`',
    PAGE_TOOLS,
    (url) => ollama({ baseURL: url, model }),
  ],
  [
    'an endpoint of the AI SDK 5 or 6',
    'ai-sdk',
    '`aiSdk()`',
    '`finish`',
    without('usage'),
    (url) => aiSdk({ url: `${url}/ai-sdk/chat` }),
  ],
  [
    'Dify',
    'dify',
    '`dify()`',
    '`message_end`',
    // Reasoning is part of the text.
    without('reasoning', 'tool'),
    (url) => dify({ baseURL: `${url}/v1` }),
  ],
  [
    'an agent that speaks AG-UI',
    'ag-ui',
    '`agUi()`',
    '`RUN_FINISHED`',
    without('tool'),
    (url) => agUi({ url: `${url}/ag-ui` }),
  ],
  [
    'LangGraph',
    'langgraph',
    '`langGraph()`',
    'the event `end`, or the clean end of the body',
    ALL,
    (url) => langGraph({ baseURL: `${url}/langgraph`, assistantId: 'agent' }),
  ],
  [
    'DashScope (Alibaba)',
    'dashscope',
    '`dashscope()`',
    'a `finish_reason` other than `"null"`',
    without('tool'),
    (url) => dashscope({ baseURL: `${url}/dashscope/api/v1`, model }),
  ],
  [
    'Coze',
    'coze',
    '`coze()`',
    '`conversation.chat.completed`, or `done`',
    ALL,
    (url) => coze({ baseURL: `${url}/coze/v3`, botId: 'bot' }),
  ],
  [
    'Mastra',
    'mastra',
    '`mastra()`',
    '`finish`',
    without('tool'),
    (url) => mastra({ baseURL: `${url}/mastra/api`, agentId: 'agent' }),
  ],
  [
    'the exactly-once protocol: `vue-chat-stream/stub-server`',
    'content',
    'nothing; the transport `session` for two requests',
    'the event `close`',
    without('usage', 'cut'),
    (url) => ({ url: `${url}/ai/chat/stream`, transport: 'session' }),
  ],
  [
    'plain text in events: Spring, sse-starlette',
    'text',
    'nothing',
    '`[DONE]`, a named event, or the clean end of the body',
    ['text', 'error', 'cut'],
    (url) => ({ url: `${url}/text` }),
  ],
]

/** The formats that the stub server speaks, with their presets. */
export const stubFormats: readonly ServerCase[] = ROWS.map(
  ([server, dialect, configure, end, kinds, options]) => ({
    server,
    dialect,
    configure,
    end,
    kinds,
    answers: STUB_ANSWERS,
    questions: dialect === 'openai-responses' ? LATER_CUT : STUB_QUESTIONS,
    start,
    options,
  }),
)
