import { asNumber, asText, parseObject, valueAt } from '../../json.ts'
import { absoluteUrl, childUrl } from '../../transports/endpointUrl.ts'
import { readJson } from '../../transports/openStream.ts'
import { postJson } from '../../transports/postJson.ts'
import { readResponse, request, sendStop } from '../../transports/request.ts'
import { createResumableTransport } from '../../transports/resumable/createResumableTransport.ts'
import type { Transport } from '../../types.ts'

/**
 * Creates the transport for OpenAI's Responses API in background mode.
 *
 * @see https://platform.openai.com/docs/guides/background
 */
export function responsesTransport(): Transport {
  return createResumableTransport({
    resumesFrom: 'cursor',
    ask: async (question, context) =>
      readResponse(await postJson(absoluteUrl(context.url), question, context), context),
    async join({ sessionId, cursor }, _question, context) {
      const url = childUrl(context.url, encodeURIComponent(sessionId))
      url.searchParams.set('stream', 'true')
      // The events after this number, which counts all events from 0.
      if (cursor !== undefined) url.searchParams.set('starting_after', String(cursor))
      return readResponse(await request(url, context), context)
    },
    runOf: ({ data }) => asText(valueAt(parseObject(data), 'response.id')),
    cursorOf: ({ data }) => asNumber(parseObject(data)?.['sequence_number']),
    stop(id, _question, context) {
      const url = childUrl(context.url, `${encodeURIComponent(id)}/cancel`)
      sendStop(url, context, { method: 'POST' })
    },
    async recover({ sessionId }, _question, context) {
      const url = childUrl(context.url, encodeURIComponent(sessionId))
      const response = await readJson(await request(url, context))
      const isOver = /^(completed|incomplete|failed)$/.test(String(response['status']))
      return isOver ? { data: JSON.stringify(response) } : undefined
    },
  })
}
