import { ChatStreamError } from '../errors.ts'
import type { StreamRecord, Transport, TransportContext } from '../types.ts'
import { withQuestion } from './address.ts'
import { withProtocolMarks } from './protocolMarks.ts'

/**
 * `GET url?message=…` by the platform's own `EventSource`.
 *
 * It opens a stream again at every end, for ever, which asks the question again: this closes it at the
 * first sign of an end. A native `EventSource` cannot send headers, tells no status, does not show
 * comments (so `idleTimeout` counts events alone) and words a clean end and a broken connection the
 * same; where a server sends no end marker, the answer is therefore `truncated`. The `get` transport
 * has none of these limits.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface
 */
export const eventSourceTransport: Transport = async function* (question, context) {
  const [header] = await context.headers()
  if (header || typeof EventSource === 'undefined') {
    const reason = header ? `send the header ${JSON.stringify(header[0])}` : 'be had here'
    throw new ChatStreamError(
      'argument',
      `A native EventSource cannot ${reason}. Use the transport \`get\`.`,
    )
  }
  const address = withQuestion(context.url, question, context.body())
  if (!context.signal.aborted) yield* withProtocolMarks(events(address, context), context)
}

async function* events(
  address: URL,
  context: TransportContext,
): AsyncGenerator<StreamRecord, void, undefined> {
  const source = new EventSource(address, { withCredentials: context.credentials === 'include' })
  // The signal is aborted at every end of an answer, so that nothing stays open.
  context.signal.addEventListener('abort', () => source.close())
  let records: StreamRecord[] = []
  let failure: ChatStreamError | undefined
  let wake = () => {}
  let isOpen = false

  source.onopen = () => {
    isOpen = true
    context.onOpen()
  }
  const onEvent = (event: Event) => {
    // Not `instanceof`: an implementation from npm may bring a class of its own.
    if ('data' in event) {
      const { type, data, lastEventId } = event as MessageEvent<string>
      context.onBytes(0)
      records.push({ event: type, data, id: lastEventId })
    } else {
      // The connection's own `error`, as against a server's event of that name.
      failure = endOf(source, isOpen)
      source.close()
    }
    wake()
  }
  for (const name of new Set(['message', 'error', ...context.events])) {
    source.addEventListener(name, onEvent)
  }

  for (;;) {
    const ready = records
    records = []
    yield* ready
    if (records.length > 0) continue
    if (failure) throw failure
    await new Promise<void>((resolve) => (wake = resolve))
  }
}

function endOf({ readyState }: EventSource, isOpen: boolean): ChatStreamError {
  const hint = 'A native EventSource does not tell why; the transport `get` does.'
  if (isOpen) {
    return new ChatStreamError('incomplete', `The stream ended without an end mark. ${hint}`)
  }
  return readyState === EventSource.CLOSED
    ? new ChatStreamError('http', `The server refused the stream. ${hint}`)
    : new ChatStreamError('network', `The server could not be reached. ${hint}`)
}
