import { ChatStreamError } from '../../errors.ts'
import { asText, parseObject } from '../../json.ts'
import { absoluteUrl, childUrl } from '../../transports/endpointUrl.ts'
import { postJson } from '../../transports/postJson.ts'
import { readResponse, request } from '../../transports/request.ts'
import { createResumableTransport } from '../../transports/resumable/createResumableTransport.ts'
import type { ChatRequest, StreamRecord, Transport } from '../../types.ts'
import { toServerParts, type ResumeOptions } from './options.ts'

/** Creates the transport for the AI SDK's `resume`: `GET url/:chatId/stream` sends the whole stream again. */
export function aiSdkTransport(
  chatIdOf: (request: ChatRequest) => string,
  options: ResumeOptions,
): Transport {
  return createResumableTransport({
    resumesFrom: 'start',
    // The id of the stream is written after the response began.
    mayBeginLater: true,
    chooseRun: chatIdOf,
    ask: async (question, context) =>
      readResponse(await postJson(absoluteUrl(context.url), question, context), context),
    async join({ sessionId, cursor }, _question, context) {
      const url = childUrl(context.url, `${encodeURIComponent(sessionId)}/stream`)
      return sameMessage(readResponse(await request(url, context), context), cursor)
    },
    cursorOf: messageIdOf,
    ...toServerParts(options),
  })
}

/**
 * Yields the records of an answer.
 *
 * @param messageId the server's id of the message, if it is known
 * @throws {ChatStreamError} `http` with status 404 for another message: a chat has one stream at a time
 */
async function* sameMessage(records: AsyncIterable<StreamRecord>, messageId: unknown) {
  for await (const record of records) {
    const id = messageIdOf(record)
    if (id !== undefined && messageId !== undefined && id !== messageId) {
      const message = 'The server streams another answer of this chat.'
      throw new ChatStreamError('http', message, { status: 404 })
    }
    yield record
  }
}

/** Returns the server's id of the message if the record begins it. */
function messageIdOf({ data }: StreamRecord): string | undefined {
  if (!/"type":\s*"start"/.test(data)) return undefined
  const { type, messageId } = parseObject(data) ?? {}
  return type === 'start' ? asText(messageId) : undefined
}
