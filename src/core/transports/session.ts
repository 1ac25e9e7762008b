import { ChatStreamError } from '../errors.ts'
import { createUnexpectedError } from '../unexpectedError.ts'
import { parseObject } from '../jsonText.ts'
import { MAX_BODY_LENGTH, readBodyStart } from './readBodyStart.ts'
import type { ChatRequest, Transport, TransportContext } from '../types.ts'
import { childUrl } from './endpointUrl.ts'
import { registerSession } from './protocolMarks.ts'
import { postJson } from './postJson.ts'
import { requestRest, readResponse } from './request.ts'

/** Sessions by question: a later attempt must not start a second run. */
const sessions = new WeakMap<ChatRequest, string>()

/** Sends `POST url/init` → `{ sessionId }`, then `GET url/:sessionId`. No URL contains the question. */
export const sessionTransport: Transport = async function* (question, context) {
  const { resumption } = context
  const sessionId =
    resumption?.sessionId ?? sessions.get(question) ?? (await openSession(question, context))
  sessions.set(question, sessionId)
  registerSession(sessionId, context)
  yield* readResponse(await requestRest({ last: 0, ...resumption, sessionId }, context), context)
}

async function openSession(question: ChatRequest, context: TransportContext): Promise<string> {
  const url = childUrl(context.url, 'init')
  const response = await postJson(url, question, context)
  const onBreak = (cause?: unknown): never => {
    const message = 'The connection ended before the session id arrived.'
    throw new ChatStreamError('network', message, { cause })
  }
  // A browser treats truncated response headers as complete, with an empty body.
  const body = (await readBodyStart(response, onBreak)) || onBreak()
  const { sessionId } = parseObject(body) ?? {}
  if (sessionId && typeof sessionId === 'string') return sessionId
  const { status } = response
  throw createUnexpectedError('content-type', '{"sessionId":"…"}', body, {
    status,
    body: body.slice(0, MAX_BODY_LENGTH),
  })
}
