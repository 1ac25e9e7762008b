import { readChunks } from '../wire/readChunks.ts'
import { ChatStreamError } from '../errors.ts'
import type { StreamRecord, Transport, TransportContext } from '../types.ts'
import { questionUrl } from './endpointUrl.ts'

/**
 * Sends `GET url?message=…` with the platform's own `EventSource`.
 *
 * An `EventSource` reconnects forever after every end, which sends the question again. Therefore this
 * transport closes it at the first sign of an end, unless the server has proved that it can resume. A
 * native `EventSource` cannot send headers, hides the status and comments (so `idleTimeout` counts only
 * events), and reports a clean end and a broken connection the same way: without an end mark from the
 * server, the answer is `truncated`. The `get` transport has none of these limits.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface
 */
export const eventSourceTransport: Transport = async function* (question, context) {
  const [header] = await context.headers()
  if (header || typeof EventSource === 'undefined') {
    const message = header
      ? `A native EventSource cannot send the header ${header[0]}. Use the transport \`get\`.`
      : 'This platform has no EventSource. Use the transport `get`.'
    throw new ChatStreamError('argument', message)
  }
  const endpoint = questionUrl(question, context)
  const { resumption } = context
  // In the query string, as only the platform can set the header `Last-Event-ID`, and it does so only for
  // its own reconnections.
  if (resumption)
    endpoint.searchParams.set('lastEventId', `${resumption.sessionId}:${resumption.last}`)
  if (!context.signal.aborted) yield* readEvents(endpoint, context)
}

async function* readEvents(
  endpoint: URL,
  context: TransportContext,
): AsyncGenerator<StreamRecord, void, undefined> {
  const source = new EventSource(endpoint, { withCredentials: context.credentials === 'include' })
  // The signal is aborted at every end of an answer, so that nothing stays open.
  context.signal.addEventListener('abort', () => source.close(), { once: true })
  let isOpen = false
  source.onopen = () => {
    isOpen = true
    context.onOpen()
  }
  const records = new ReadableStream<StreamRecord>({
    start(controller) {
      const onEvent = (event: Event) => {
        // Not `instanceof`: an npm implementation may have its own class.
        if ('data' in event) {
          const { type, data, lastEventId } = event as MessageEvent<string>
          context.onBytes(0)
          return controller.enqueue({ event: type, data, id: lastEventId })
        }
        // An event without data is the connection's own `error`, not a server's event of that name.
        const isRefused = source.readyState === EventSource.CLOSED
        if (isOpen && !isRefused && context.onReconnect()) return
        source.close()
        controller.error(
          new ChatStreamError(
            isOpen ? 'incomplete' : isRefused ? 'http' : 'network',
            `The answer ${isOpen ? 'ended without an end mark' : 'could not be opened'}. The transport \`get\` reports the reason.`,
          ),
        )
      }
      for (const name of new Set(['message', 'error', ...context.events])) {
        source.addEventListener(name, onEvent)
      }
    },
  })
  yield* readChunks(records)
}
