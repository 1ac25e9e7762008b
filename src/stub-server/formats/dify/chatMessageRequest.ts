import { Problem } from '../../http/problem.ts'
import { isObject, type JsonObject } from '../../http/readJson.ts'
import type { LiveRequest } from '../liveAnswer.ts'

/** What `POST /v1/chat-messages` was asked, as far as the stub heeds it. */
export interface ChatMessageRequest extends LiveRequest {
  /** Absent where a conversation begins. */
  readonly conversationId: string | undefined
}

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** @throws Problem 400 */
export function readChatMessageRequest(body: JsonObject): ChatMessageRequest {
  const { query, inputs, user, response_mode: mode = 'blocking', conversation_id: id } = body
  if (typeof query !== 'string' || query === '') throw new Problem(400, 'query is required')
  if (!isObject(inputs)) throw new Problem(400, 'inputs is required in input form')
  if (typeof user !== 'string' || user === '') {
    throw new Problem(400, 'Arg user must be provided.')
  }
  if (mode !== 'streaming' && mode !== 'blocking') {
    throw new Problem(400, "response_mode has to be 'streaming' or 'blocking'")
  }
  // Clients begin a conversation with an empty name of it.
  const isNamed = id !== undefined && id !== null && id !== ''
  if (isNamed && !(typeof id === 'string' && UUID.test(id))) {
    throw new Problem(400, `${String(id)} is not a valid uuid.`)
  }
  return {
    conversationId: isNamed ? String(id) : undefined,
    message: query,
    stream: mode === 'streaming',
    maxTokens: Infinity,
  }
}
