import { ChatStreamError } from '../../errors.ts'
import { asObjects, parseObject, toText, valueAt } from '../../json.ts'
import { absoluteUrl } from '../../transports/endpointUrl.ts'
import { postJson } from '../../transports/postJson.ts'
import { readResponse } from '../../transports/request.ts'
import { createResumableTransport } from '../../transports/resumable/createResumableTransport.ts'
import type { StreamEvent, StreamRecord, Transport } from '../../types.ts'
import { toServerParts, type ResumeOptions } from './options.ts'

const STREAM_ID = 'x-genkit-stream-id'

/** Creates the transport for Genkit's durable streaming. */
export function genkitTransport(options: ResumeOptions): Transport {
  return createResumableTransport({
    resumesFrom: 'start',
    async ask(question, context, onRun) {
      const response = await postJson(absoluteUrl(context.url), question, context)
      const streamId = response.headers.get(STREAM_ID)
      if (streamId) onRun(streamId)
      return withResult(readResponse(response, context), Boolean(streamId))
    },
    // Only a server with a stream manager has sent the id: for it, this request starts nothing.
    join: async ({ sessionId }, question, context) =>
      withResult(
        readResponse(
          await postJson(absoluteUrl(context.url), question, context, { [STREAM_ID]: sessionId }),
          context,
        ),
      ),
    ...toServerParts(options),
  })
}

/**
 * Yields the records of a flow, with its result as the proof of the end.
 *
 * @param isResumable the stream can be read again, so that a clean end without the result proves nothing
 * @throws {ChatStreamError} `incomplete` at such an end
 */
async function* withResult(records: AsyncIterable<StreamRecord>, isResumable = true) {
  let hasText = false
  for await (const record of records) {
    const { message, result } = parseObject(record.data) ?? {}
    const events = result === undefined ? readChunk(message) : []
    if (result !== undefined) {
      // A flow that streams nothing has its whole text here.
      const text = hasText ? undefined : toText(result)
      if (text) events.push({ type: 'text-delta', text })
      events.push({ type: 'finish', outcome: 'complete' }, { type: 'stream-end' })
    }
    hasText ||= events.length > 0
    // The dialect reads all other chunks.
    yield events.length > 0 ? Object.assign(record, { events }) : record
  }
  if (isResumable)
    throw new ChatStreamError('incomplete', 'The stream ended before the result of the flow.')
}

/** Reads a chunk of a flow: a text, or one of Genkit's own, which has pieces. */
function readChunk(chunk: unknown): StreamEvent[] {
  const text = toText(chunk)
  if (text !== undefined) return [{ type: 'text-delta', text }]
  return asObjects(valueAt(chunk, 'content')).flatMap((piece): readonly StreamEvent[] => {
    const [words, thought] = [toText(piece['text']), toText(piece['reasoning'])]
    return [
      ...(thought ? [{ type: 'reasoning-delta', text: thought } as const] : []),
      ...(words ? [{ type: 'text-delta', text: words } as const] : []),
    ]
  })
}
