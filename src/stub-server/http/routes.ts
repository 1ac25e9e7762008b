import type { Exchange, StubContext } from '../context.ts'
import { runAgent } from '../formats/ag-ui/runAgent.ts'
import { dataStream } from '../formats/ai-sdk-data/dataStream.ts'
import { uiChat } from '../formats/ai-sdk/uiChat.ts'
import { explainAsAnthropic } from '../formats/anthropic/anthropicError.ts'
import { createMessage } from '../formats/anthropic/messages.ts'
import { cozeChat, explainAsCoze } from '../formats/coze/cozeChat.ts'
import { explainAsDashScope, generate } from '../formats/dashscope/generation.ts'
import { sendChatMessage } from '../formats/dify/chatMessages.ts'
import { explainAsDify } from '../formats/dify/difyError.ts'
import { explainAsGemini } from '../formats/gemini/geminiError.ts'
import { generateContent } from '../formats/gemini/generateContent.ts'
import { listGeminiModels } from '../formats/gemini/models.ts'
import { explainAsLangGraph, streamRun } from '../formats/langgraph/runsStream.ts'
import { explainAsMastra, streamAgent } from '../formats/mastra/agentStream.ts'
import { chat } from '../formats/ollama/chat.ts'
import { explainAsOllama } from '../formats/ollama/explainAsOllama.ts'
import { listTags } from '../formats/ollama/tags.ts'
import { completeChat } from '../formats/openai/chatCompletions.ts'
import { findModel, listModels } from '../formats/openai/models.ts'
import { explainAsOpenAI } from '../formats/openai/openAIError.ts'
import { createResponse } from '../formats/responses/responses.ts'
import { bareText } from '../formats/text/bareText.ts'
import {
  deleteSession,
  initSession,
  oneShot,
  type Problem,
  readSession,
} from '../../server/internal.ts'

/** The methods and the answer of one path. */
export interface Route {
  readonly methods: readonly string[]
  answer(exchange: Exchange, context: StubContext): Promise<Response> | Response
  /** Writes an error in the vendor's own form instead of problem+json. */
  explain?(problem: Problem): Response
}

const STREAM = '/ai/chat/stream'
const GET = ['GET', 'HEAD', 'OPTIONS'] as const
const POST = ['POST', 'OPTIONS'] as const

const FIXED_ROUTES: Readonly<Record<string, Route>> = {
  [STREAM]: { methods: GET, answer: (exchange, { engine }) => oneShot(exchange, engine) },
  [`${STREAM}/init`]: {
    methods: POST,
    answer: (exchange, { engine }) => initSession(exchange, engine),
  },
  '/v1/chat/completions': { methods: POST, answer: completeChat, explain: explainAsOpenAI },
  '/v1/models': { methods: GET, answer: listModels, explain: explainAsOpenAI },
  '/v1/responses': { methods: POST, answer: createResponse, explain: explainAsOpenAI },
  '/v1/messages': { methods: POST, answer: createMessage, explain: explainAsAnthropic },
  '/v1beta/models': { methods: GET, answer: listGeminiModels, explain: explainAsGemini },
  '/api/chat': { methods: POST, answer: chat, explain: explainAsOllama },
  '/api/tags': { methods: GET, answer: listTags, explain: explainAsOllama },
  '/ag-ui': { methods: POST, answer: runAgent },
  '/langgraph/runs/stream': { methods: POST, answer: streamRun, explain: explainAsLangGraph },
  '/dashscope/api/v1/services/aigc/text-generation/generation': {
    methods: POST,
    answer: generate,
    explain: explainAsDashScope,
  },
  '/coze/v3/chat': { methods: POST, answer: cozeChat, explain: explainAsCoze },
  '/ai-sdk/data': { methods: POST, answer: dataStream },
  '/ai-sdk/chat': { methods: POST, answer: uiChat },
  '/v1/chat-messages': { methods: POST, answer: sendChatMessage, explain: explainAsDify },
  // Without HEAD, because a GET here starts a model, and a HEAD would discard its answer.
  '/text': { methods: ['GET', ...POST], answer: bareText },
  '/__stub/state': {
    methods: GET,
    answer: async (_, { sharedState }) =>
      Response.json(await sharedState(), { headers: { 'Cache-Control': 'no-store' } }),
  },
}

/** Paths to list in an error message for an unknown path. */
export const ENDPOINT_PATHS: readonly string[] = [
  ...Object.keys(FIXED_ROUTES),
  '/mastra/api/agents/:agent/stream',
  '/v1beta/models/:model:generateContent',
  '/v1beta/models/:model:streamGenerateContent',
]

/** Returns whether a path belongs to the stub, so that a server with other content can forward the request. */
export function isStubPath(path: string): boolean {
  return /^\/(?:ai\/chat\/stream|v1|v1beta|api\/(?:chat|tags)|ag-ui|ai-sdk|coze|dashscope|langgraph|mastra|text|__stub)(?:[/?]|$)/.test(
    path,
  )
}

/** Returns the route of a path, for any method. */
export function findRoute(path: string): Route | undefined {
  if (Object.hasOwn(FIXED_ROUTES, path)) return FIXED_ROUTES[path]
  const [, sessionId] = /^\/ai\/chat\/stream\/([^/]+)$/.exec(path) ?? []
  if (sessionId !== undefined) return sessionRoute(sessionId)
  if (/^\/mastra\/api\/agents\/[^/]+\/stream$/.test(path)) {
    return { methods: POST, answer: streamAgent, explain: explainAsMastra }
  }
  // The name of a model may contain slashes.
  const [, name] = /^\/v1\/models\/(.+)$/.exec(path) ?? []
  if (name !== undefined) return modelRoute(name)
  const [, model, method] =
    /^\/v1beta\/models\/(.+):(generateContent|streamGenerateContent)$/.exec(path) ?? []
  if (model !== undefined) return geminiRoute(model, method === 'streamGenerateContent')
  return undefined
}

function sessionRoute(id: string): Route {
  return {
    methods: ['GET', 'HEAD', 'DELETE', 'OPTIONS'],
    answer: (exchange, { engine }) =>
      exchange.request.method === 'DELETE'
        ? deleteSession(id, exchange, engine)
        : readSession(id, exchange, engine),
  }
}

function modelRoute(name: string): Route {
  return {
    methods: GET,
    answer: (_, context) => findModel(name, context),
    explain: explainAsOpenAI,
  }
}

function geminiRoute(model: string, stream: boolean): Route {
  return {
    methods: POST,
    answer: (exchange, context) => generateContent(model, stream, exchange, context),
    explain: explainAsGemini,
  }
}
