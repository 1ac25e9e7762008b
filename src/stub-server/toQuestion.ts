import {
  lastQuestion,
  Problem,
  readTurns,
  type Exchange,
  type JsonObject,
} from '../server/internal.ts'
import type { Question, Turn } from './model.ts'
import { scenarioOfMessage, scenarioOfRequest } from './scenarios/readScenario.ts'

/** A question as the endpoints receive it, before its scenario is known. */
export interface IncomingQuestion {
  /** Absent if the request contains no question: the answer is then a story. */
  readonly message?: string | undefined
  readonly turns?: readonly Turn[] | undefined
  /** Names of tools that the client runs. */
  readonly tools?: readonly string[] | undefined
}

/**
 * Builds the question. A message may begin with its scenario; only the rest is then the question's text.
 *
 * @param readsMessage whether a message may begin with a scenario
 */
export function toQuestion(
  { message, turns, tools }: IncomingQuestion,
  { request, url }: Exchange,
  readsMessage: boolean,
): Question {
  const requested = scenarioOfRequest(request, url)
  const read =
    requested || message === undefined || !readsMessage ? undefined : scenarioOfMessage(message)
  const scenario = requested ?? read?.scenario
  const text = read ? read.rest || undefined : message
  return {
    ...(text === undefined ? {} : { message: text }),
    messages: turns ?? (message === undefined ? [] : [{ role: 'user', content: message }]),
    ...(tools ? { tools } : {}),
    ...(scenario ? { scenario } : {}),
  }
}

/** Reads the question from `message` or `messages`. @throws Problem 400 */
export function readQuestion(fields: JsonObject) {
  const { message, messages } = fields
  const turns = messages === undefined ? undefined : readTurns(messages)
  if (messages !== undefined && !turns) {
    throw new Problem(400, '"messages" must be an array of { "role": …, "content": … }.')
  }
  if (message !== undefined && typeof message !== 'string') {
    throw new Problem(400, '"message" must be a string.')
  }
  const text = message ?? lastQuestion(turns ?? [])
  if (text.trim() === '') {
    throw new Problem(
      400,
      'The body must contain a non-empty "message", or "messages" with a question.',
    )
  }
  return { message: text, turns: turns ?? [{ role: 'user', content: text }] }
}
