import { ChatStreamError, unexpected } from '../errors.ts'
import { asText, parseObject } from '../json.ts'
import { readStart } from './responseError.ts'
import type { ChatRequest, Transport, TransportContext } from '../types.ts'
import { below } from './address.ts'
import { announceSession } from './protocolMarks.ts'
import { postJson } from './postJson.ts'
import { requestRest, streamOf } from './request.ts'

/** Sessions by question: a later attempt must not start a second run. */
const sessions = new WeakMap<ChatRequest, string>()

/** Sends `POST url/init` → `{ sessionId }`, then `GET url/:sessionId`. No URL contains the question. */
export const sessionTransport: Transport = async function* (question, context) {
  const { resumption } = context
  const sessionId =
    resumption?.sessionId ?? sessions.get(question) ?? (await openSession(question, context))
  sessions.set(question, sessionId)
  announceSession(sessionId, context)
  yield* streamOf(await requestRest({ last: 0, ...resumption, sessionId }, context), context)
}

async function openSession(question: ChatRequest, context: TransportContext): Promise<string> {
  const address = below(context.url, 'init')
  const response = await postJson(address, question, context)
  const onBreak = (cause?: unknown): never => {
    const message = 'The connection ended before the session had a name.'
    throw new ChatStreamError('network', message, { cause })
  }
  // A browser treats truncated response headers as complete, with an empty body.
  const body = (await readStart(response, onBreak)) || onBreak()
  const sessionId = asText(parseObject(body)?.['sessionId'])
  if (sessionId) return sessionId
  const { status } = response
  throw unexpected('content-type', '{"sessionId":"…"}', body, { status, body })
}
