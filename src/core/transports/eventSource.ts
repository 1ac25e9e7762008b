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
  await refuseHeaders(context)
  const address = withQuestion(context.url, question, context.body())
  if (context.signal.aborted) return
  yield* withProtocolMarks(events(address, context), context)
}

async function* events(
  address: URL,
  context: TransportContext,
): AsyncGenerator<StreamRecord, void, undefined> {
  const source = new EventSource(address, { withCredentials: context.credentials === 'include' })
  let records: StreamRecord[] = []
  let failure: ChatStreamError | undefined
  let wake = () => {}

  const onEvent = (event: Event) => {
    if (!isMessage(event)) return
    context.onBytes(0)
    records.push({ event: event.type, data: String(event.data), id: event.lastEventId })
    wake()
  }
  let isOpen = false
  source.onopen = () => {
    isOpen = true
    context.onOpen()
  }
  source.onerror = (event) => {
    // A server's own event of the name `error` arrives here too; the connection stands.
    if (isMessage(event)) return
    failure = endOf(source, isOpen)
    source.close()
    wake()
  }
  const names = new Set(['message', ...context.events])
  for (const name of names) source.addEventListener(name, onEvent)
  const onAbort = () => wake()
  context.signal.addEventListener('abort', onAbort)

  try {
    while (!context.signal.aborted) {
      const ready = records
      records = []
      yield* ready
      if (records.length > 0) continue
      if (failure) throw failure
      await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    source.close()
    context.signal.removeEventListener('abort', onAbort)
  }
}

/** Not `instanceof`: an implementation from npm may bring a class of its own. */
function isMessage(event: Event): event is MessageEvent {
  return 'data' in event
}

function endOf(source: EventSource, isOpen: boolean): ChatStreamError {
  if (isOpen) {
    return new ChatStreamError(
      'incomplete',
      'The connection ended without an end marker, and a native EventSource does not tell whether that was the end. The `get` transport does.',
    )
  }
  return source.readyState === EventSource.CLOSED
    ? new ChatStreamError(
        'http',
        'The server refused the stream. A native EventSource does not tell why; the `get` transport does.',
      )
    : new ChatStreamError('network', 'The server could not be reached.')
}

async function refuseHeaders(context: TransportContext): Promise<void> {
  if (typeof EventSource === 'undefined') {
    throw new ChatStreamError(
      'argument',
      'There is no EventSource here. Use the `get` transport, or set globalThis.EventSource.',
    )
  }
  const [first] = await context.headers()
  if (first === undefined) return
  throw new ChatStreamError(
    'argument',
    `A native EventSource cannot send the header ${JSON.stringify(first[0])}. Use the \`get\` transport, or leave the option \`headers\` out.`,
  )
}
