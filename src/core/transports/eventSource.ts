import { chunksOf } from '../wire/chunksOf.ts'
import { ChatStreamError } from '../errors.ts'
import type { StreamRecord, Transport, TransportContext } from '../types.ts'
import { withQuestion } from './address.ts'

/**
 * `GET url?message=…` by the platform's own `EventSource`.
 *
 * It opens a stream again at every end, for ever, which asks the question again: this closes it at the
 * first sign of an end, unless the server has proved that it resumes. A native `EventSource` cannot send
 * headers, tells no status, does not show comments (so `idleTimeout` counts events alone) and words a
 * clean end and a broken connection the same; where a server sends no end marker, the answer is
 * therefore `truncated`. The `get` transport has none of these limits.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface
 */
export const eventSourceTransport: Transport = async function* (question, context) {
  const [header] = await context.headers()
  if (header || typeof EventSource === 'undefined') {
    const what = header ? `send ${header[0]}` : 'be had'
    throw new ChatStreamError('argument', `A native EventSource cannot ${what}.`)
  }
  const address = withQuestion(question, context)
  const { resumption } = context
  // The header is the platform's own, and goes out with its own reconnections alone.
  if (resumption)
    address.searchParams.set('lastEventId', `${resumption.sessionId}:${resumption.last}`)
  if (!context.signal.aborted) yield* events(address, context)
}

async function* events(
  address: URL,
  context: TransportContext,
): AsyncGenerator<StreamRecord, void, undefined> {
  const source = new EventSource(address, { withCredentials: context.credentials === 'include' })
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
        // Not `instanceof`: an implementation from npm may bring a class of its own.
        if ('data' in event) {
          const { type, data, lastEventId } = event as MessageEvent<string>
          context.onBytes(0)
          return controller.enqueue({ event: type, data, id: lastEventId })
        }
        // The connection's own `error`, as against a server's event of that name.
        const isRefused = source.readyState === EventSource.CLOSED
        if (isOpen && !isRefused && context.onReconnect()) return
        source.close()
        controller.error(
          new ChatStreamError(
            isOpen ? 'incomplete' : isRefused ? 'http' : 'network',
            `The answer ${isOpen ? 'ended without an end mark' : 'could not be opened'}. The transport \`get\` tells why.`,
          ),
        )
      }
      for (const name of new Set(['message', 'error', ...context.events])) {
        source.addEventListener(name, onEvent)
      }
    },
  })
  yield* chunksOf(records)
}
