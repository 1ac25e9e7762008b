import { parseObject, toText } from '../../json.ts'
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
      return withResult(readResponse(response, context))
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

/** Yields the records of a flow, with its result as the proof of the end. */
async function* withResult(records: AsyncIterable<StreamRecord>) {
  let isStreamed = false
  for await (const record of records) {
    const payload = record.data.startsWith('{"result"') ? parseObject(record.data) : undefined
    if (!payload) {
      isStreamed = true
      yield record
      continue
    }
    // A flow that streams nothing has its whole text here.
    const text = isStreamed ? undefined : toText(payload['result'])
    const events: readonly StreamEvent[] = [
      ...(text ? [{ type: 'text-delta', text } as const] : []),
      { type: 'finish', outcome: 'complete' },
      { type: 'stream-end' },
    ]
    yield Object.assign(record, { events })
  }
}
