import type { Exchange, StubContext } from '../context.ts'
import {
  type JsonObject,
  lastQuestion,
  Problem,
  readJson,
  readTurns,
} from '../../server/internal.ts'
import type { Turn } from '../model.ts'
import { liveAnswer, type AnswerWriter, type LiveRequest } from './liveAnswer.ts'

/** Answers a request in a format whose answers are always streamed. */
export async function streamedAnswer(
  exchange: Exchange,
  context: StubContext,
  readRequest: (body: JsonObject) => LiveRequest,
  createWriter: (body: JsonObject) => Omit<AnswerWriter, 'whole'>,
): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const { pathname } = exchange.url
  const whole = () => Promise.reject(new Error(`POST ${pathname} always streams its answer.`))
  return liveAnswer(readRequest(body), { ...createWriter(body), whole }, exchange, context)
}

/**
 * Creates the request for a list of messages.
 *
 * @param place the path of the list in the request, for the error message
 * @throws Problem 400 if the list is empty, or no list of messages with a role and content
 */
export function requestOf(
  messages: unknown,
  place: string,
  tools?: readonly string[],
): LiveRequest & { readonly turns: readonly Turn[] } {
  const turns = readTurns(messages)
  if (!turns || turns.length === 0) {
    throw new Problem(
      400,
      `"${place}" must be a non-empty array of messages with role and content.`,
    )
  }
  return { message: lastQuestion(turns), turns, tools, stream: true, maxTokens: Infinity }
}
