import { isObject, type JsonObject, Problem } from '../../../server/internal.ts'
import type { LiveRequest } from '../liveAnswer.ts'

/** The fields of a `POST /v1/chat-messages` request that the stub uses. */
export interface ChatMessageRequest extends LiveRequest {
  /** Absent if the request begins a conversation (Dify's term for a chat). */
  readonly conversationId: string | undefined
}

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** Parses the body of a request. @throws Problem 400 */
export function readChatMessageRequest(body: JsonObject): ChatMessageRequest {
  const { query, inputs, user, response_mode: mode = 'blocking', conversation_id: id } = body
  if (typeof query !== 'string' || query === '') throw new Problem(400, 'query is required')
  if (!isObject(inputs)) throw new Problem(400, 'inputs is required in input form')
  if (typeof user !== 'string' || user === '') {
    throw new Problem(400, 'Arg user must be provided.')
  }
  if (mode !== 'streaming' && mode !== 'blocking') {
    throw new Problem(400, "response_mode must be 'streaming' or 'blocking'")
  }
  // Clients send an empty id to begin a conversation.
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
