import {
  isObject,
  type JsonObject,
  lastQuestion,
  Problem,
  readTurns,
} from '../../../server/internal.ts'
import type { LiveRequest } from '../liveAnswer.ts'
import { toolNames } from '../toolNames.ts'

/** The fields of a `POST /api/chat` request that the stub uses. */
export interface ChatRequest extends LiveRequest {
  readonly model: string
}

/** Parses the body of a request. @throws Problem 400 */
export function readChatRequest(body: JsonObject): ChatRequest {
  const { model, messages, stream, options } = body
  if (typeof model !== 'string' || model === '') throw new Problem(400, 'model is required')
  const turns = readTurns(messages)
  if (!turns || turns.length === 0) {
    throw new Problem(400, 'messages must be a non-empty array of {"role": …, "content": …}')
  }
  const predicted = isObject(options) ? options['num_predict'] : undefined
  return {
    model,
    message: lastQuestion(turns),
    turns,
    tools: toolNames(body['tools'], 'function'),
    stream: stream !== false,
    // In this format, -1 and -2 mean "no limit".
    maxTokens: typeof predicted === 'number' && predicted > 0 ? predicted : Infinity,
  }
}
