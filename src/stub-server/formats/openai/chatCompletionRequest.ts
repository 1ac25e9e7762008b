import {
  isObject,
  type JsonObject,
  lastQuestion,
  Problem,
  readTurns,
} from '../../../server/internal.ts'
import type { LiveRequest } from '../liveAnswer.ts'
import { toolNames } from '../toolNames.ts'

/** The fields of a `POST /v1/chat/completions` request that the stub uses. */
export interface ChatCompletionRequest extends LiveRequest {
  readonly model: string
  /** Whether to report the usage in a last chunk. */
  readonly includesUsage: boolean
}

/** Parses the body of a request. @throws Problem 400 */
export function readChatCompletionRequest(
  body: JsonObject,
  defaultModel: string,
): ChatCompletionRequest {
  const turns = readTurns(body['messages'])
  if (!turns || turns.length === 0) {
    throw new Problem(400, '"messages" must be a non-empty array of { "role": …, "content": … }.')
  }
  const { model, stream, stream_options: streamOptions } = body
  const maxTokens = body['max_completion_tokens'] ?? body['max_tokens'] ?? Infinity
  if (typeof maxTokens !== 'number' || !(maxTokens > 0)) {
    throw new Problem(400, '"max_completion_tokens" must be a number above 0.')
  }
  return {
    model: typeof model === 'string' && model !== '' ? model : defaultModel,
    message: lastQuestion(turns),
    turns,
    tools: toolNames(body['tools'], 'function'),
    stream: stream === true,
    includesUsage: isObject(streamOptions) && streamOptions['include_usage'] === true,
    maxTokens,
  }
}
