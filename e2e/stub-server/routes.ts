import type { Exchange, StubContext } from './context.ts'
import { completeChat } from './formats/openai/chatCompletions.ts'
import { explainAsOpenAI } from './formats/openai/openAIError.ts'
import { findModel, listModels } from './formats/openai/models.ts'
import { oneShot } from './oneShot.ts'
import type { Problem } from './problem.ts'
import { deleteSession, initSession, readSession } from './session.ts'

/** What one address answers. */
export interface Route {
  readonly methods: readonly string[]
  answer(exchange: Exchange, context: StubContext): Promise<Response> | Response
  /** Tells of a refusal in another form than problem+json. */
  explain?(problem: Problem): Response
}

const STREAM = '/ai/chat/stream'
const GET = ['GET', 'HEAD', 'OPTIONS'] as const

const FIXED: Readonly<Record<string, Route>> = {
  [STREAM]: { methods: GET, answer: oneShot },
  [`${STREAM}/init`]: { methods: ['POST', 'OPTIONS'], answer: initSession },
  '/v1/chat/completions': {
    methods: ['POST', 'OPTIONS'],
    answer: completeChat,
    explain: explainAsOpenAI,
  },
  '/v1/models': { methods: GET, answer: listModels, explain: explainAsOpenAI },
  '/__stub/state': {
    methods: GET,
    answer: async (_, { sharedState }) =>
      Response.json(await sharedState(), { headers: { 'Cache-Control': 'no-store' } }),
  },
}

/** Tells whether a path belongs to the stub, so that a server of more than the stub can ask it. */
export function isStubPath(path: string): boolean {
  return /^\/(?:ai\/chat\/stream|v1|__stub)(?:[/?]|$)/.test(path)
}

/** Finds what stands at a path, whatever the method. */
export function findRoute(path: string): Route | undefined {
  if (Object.hasOwn(FIXED, path)) return FIXED[path]
  const [, sessionId] = /^\/ai\/chat\/stream\/([^/]+)$/.exec(path) ?? []
  if (sessionId !== undefined) return sessionRoute(sessionId)
  // A model's name may have slashes of its own.
  const [, name] = /^\/v1\/models\/(.+)$/.exec(path) ?? []
  if (name !== undefined) return modelRoute(name)
  return undefined
}

function sessionRoute(id: string): Route {
  return {
    methods: ['GET', 'HEAD', 'DELETE', 'OPTIONS'],
    answer: (exchange, context) =>
      exchange.request.method === 'DELETE'
        ? deleteSession(id, context)
        : readSession(id, exchange, context),
  }
}

function modelRoute(name: string): Route {
  return {
    methods: GET,
    answer: (_, context) => findModel(name, context),
    explain: explainAsOpenAI,
  }
}
