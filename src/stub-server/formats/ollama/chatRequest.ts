import { Problem } from '../../http/problem.ts'
import { isObject, type JsonObject } from '../../http/readJson.ts'
import { lastQuestion, readTurns } from '../../http/readTurns.ts'
import type { LiveRequest } from '../liveAnswer.ts'
import { toolNames } from '../toolNames.ts'

/** What `POST /api/chat` was asked, as far as the stub heeds it. */
export interface ChatRequest extends LiveRequest {
  readonly model: string
}

/** @throws Problem 400 */
export function readChatRequest(body: JsonObject): ChatRequest {
  const { model, messages, stream, options } = body
  if (typeof model !== 'string' || model === '') throw new Problem(400, 'model is required')
  const turns = readTurns(messages)
  if (!turns || turns.length === 0) {
    throw new Problem(400, 'messages has to be a list of {"role": …, "content": …}, not empty')
  }
  const predicted = isObject(options) ? options['num_predict'] : undefined
  return {
    model,
    message: lastQuestion(turns),
    turns,
    tools: toolNames(body['tools'], 'function'),
    stream: stream !== false,
    // -1 and -2 are this format's ways to say "no bound".
    maxTokens: typeof predicted === 'number' && predicted > 0 ? predicted : Infinity,
  }
}
