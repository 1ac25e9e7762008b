import { recognizedDialect } from './dialects/auto.ts'
import { dialects } from './dialects/index.ts'
import { createChatStream, resolveNamedOptions } from './stream/createChatStream.ts'
import type { ChatMessageError } from './errors.ts'
import type { ChatStreamOptions, PinnedChatStreamOptions } from './stream/options.ts'
import { textOf } from './text.ts'
import { absoluteUrl } from './transports/endpointUrl.ts'
import type { ChatMessage, DialectState } from './types.ts'

/**
 * Reason why a connection fails or works badly.
 *
 * - `none`: the connection works.
 * - `address`: the `url` option is not an http(s) URL.
 * - `mixed-content`: this page was loaded over https, so the browser blocks requests to an http server.
 * - `unreachable`: nothing listens at this URL, or its host name does not exist.
 * - `cors`: a server is running there, but it does not allow this page's origin to read its responses.
 * - `not-found`: 404 or 405: a server is running there, but the path or the method is wrong.
 * - `unauthorized`: 401 or 403: the API key is missing, wrong, or lacks the permission.
 * - `redirect`: the server redirects, and a header of the request carries an API key that another server
 *   must not get. Use the final URL: in Node, `answer.error` names it.
 * - `http`: any other status outside 2xx; `answer.error` has the status and the server's message.
 * - `content-type`: a 2xx response that is not a stream, such as an HTML page.
 * - `format`: a stream that no dialect understands, or that breaks its format.
 * - `server`: the server reported an error inside its stream.
 * - `timeout`: nothing arrived for a minute.
 * - `slow`: the first byte took more than ten seconds.
 * - `buffered`: the whole answer arrived in one burst: a proxy holds it back until it is complete.
 * - `truncated`: the connection broke, or the stream ended without proof that the answer was complete.
 * - `empty`: the answer ended without any content.
 */
export type ConnectionTrouble =
  | 'none'
  | 'address'
  | 'mixed-content'
  | 'unreachable'
  | 'cors'
  | 'not-found'
  | 'unauthorized'
  | 'redirect'
  | 'http'
  | 'content-type'
  | 'format'
  | 'server'
  | 'timeout'
  | 'slow'
  | 'buffered'
  | 'truncated'
  | 'empty'

export interface Diagnosis {
  readonly trouble: ConnectionTrouble
  /** The answer to the test question, with its error and its metrics. */
  readonly answer: ChatMessage
  /**
   * The name of the dialect that reads the answer, such as `openai`: the recognized one, or the one that the
   * options name. Absent if none was recognized.
   */
  readonly format?: string | undefined
  /**
   * The first payload of the answer, at most 4,096 UTF-16 units. If no dialect reads it, find the path of the
   * text in it, and pass it as the option `pick`.
   */
  readonly firstPayload?: string | undefined
}

export interface DiagnoseOptions {
  /**
   * The test question. Choose one whose answer has a few sentences.
   * @default 'Say hello in three sentences.'
   */
  readonly question?: string
  /** Cancels the diagnosis. @default none */
  readonly signal?: AbortSignal
}

/** How long the server may stay silent, in milliseconds: some servers have to load the model first. */
const TIMEOUT = 60_000
/** The maximum of UTF-16 units of the first payload to return. */
const MAX_PAYLOAD_LENGTH = 4096
/** The time to the first byte, in milliseconds, above which users doubt that anything is happening. */
const SLOW_FIRST_BYTE = 10_000

const troubleByStatus: Readonly<Record<number, ConnectionTrouble>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  405: 'not-found',
}

/**
 * Sends a short question and returns the reason why a connection fails or works badly. The question is a
 * real one and runs the model. Browsers hide from pages why a request failed, so after a network error a
 * second request goes to the server's root, to find out whether a server is running there.
 *
 * @param options as for `createChatStream`; used as they are, except for retries and timeouts
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names; if `signal` is aborted,
 *   its reason
 * @example
 * const { trouble, firstPayload } = await diagnose({ url: 'http://localhost:11434/api/chat', transport: 'post' })
 * if (trouble === 'cors') console.log(`Start Ollama with OLLAMA_ORIGINS=${location.origin}`)
 * if (trouble === 'format') console.log(`Set \`pick\` to the path of the text in ${firstPayload}`)
 */
export async function diagnose(
  options: ChatStreamOptions,
  { question = 'Say hello in three sentences.', signal }: DiagnoseOptions = {},
): Promise<Diagnosis> {
  // The same URL, but with the status code, which an EventSource hides.
  const transport = options.transport === 'eventsource' ? 'get' : options.transport
  const observed = observe(resolveNamedOptions({ ...options, transport: transport ?? 'get' }))
  const chat = createChatStream({
    ...options,
    ...observed.options,
    pick: undefined,
    retry: false,
    connectTimeout: TIMEOUT,
    idleTimeout: TIMEOUT,
  })
  const stop = () => chat.dispose()
  signal?.addEventListener('abort', stop)
  try {
    signal?.throwIfAborted()
    const answer = await chat.send(question)
    const trouble = await troubleOf(answer, options, observed.hasBegun(), signal)
    signal?.throwIfAborted()
    return { trouble, answer, ...observed.getNotes() }
  } finally {
    signal?.removeEventListener('abort', stop)
    chat.dispose()
  }
}

/** Wraps a transport and a dialect to note what arrives. */
function observe({ transport, dialect }: Pick<PinnedChatStreamOptions, 'transport' | 'dialect'>): {
  readonly options: Pick<PinnedChatStreamOptions, 'transport' | 'dialect'>
  /** Returns whether the response headers of an answer arrived. */
  readonly hasBegun: () => boolean
  readonly getNotes: () => Pick<Diagnosis, 'format' | 'firstPayload'>
} {
  let firstPayload: string | undefined
  let dialectState: DialectState = {}
  let hasBegun = false
  return {
    options: {
      transport: (request, context) =>
        transport(request, {
          ...context,
          onOpen(headers) {
            hasBegun = true
            context.onOpen(headers)
          },
        }),
      dialect: {
        ...dialect,
        decode(record, state) {
          // An event without data, or with an empty object, shows nothing of the format.
          if (/[^\s{}]/.test(record.data)) {
            firstPayload ??= record.data.slice(0, MAX_PAYLOAD_LENGTH)
          }
          dialectState = state
          return dialect.decode(record, state)
        },
      },
    },
    hasBegun: () => hasBegun,
    getNotes() {
      const isNamed = dialect.name === 'pick' || Object.hasOwn(dialects, dialect.name)
      return {
        format: recognizedDialect(dialectState) ?? (isNamed ? dialect.name : undefined),
        firstPayload,
      }
    },
  }
}

async function troubleOf(
  { error, metrics, outcome, ...answer }: ChatMessage,
  options: ChatStreamOptions,
  hasBegun: boolean,
  signal: AbortSignal | undefined,
): Promise<ConnectionTrouble> {
  // The server is running, and this page may read its responses.
  const isCut = error?.kind === 'network' && hasBegun
  if (isCut || (outcome === 'truncated' && error?.kind !== 'timeout')) return 'truncated'
  if (error?.kind === 'incomplete') return 'empty'
  if (error) return troubleOfError(error, options, signal)
  if (textOf(answer) === '' && answer.parts.length === 0) return 'empty'
  if ((metrics?.timeToFirstByte ?? 0) > SLOW_FIRST_BYTE) return 'slow'
  return metrics?.buffered ? 'buffered' : 'none'
}

async function troubleOfError(
  { kind, status = 0 }: ChatMessageError,
  { url, fetch = globalThis.fetch }: ChatStreamOptions,
  signal: AbortSignal | undefined,
): Promise<ConnectionTrouble> {
  switch (kind) {
    case 'http':
      return troubleByStatus[status] ?? 'http'
    case 'redirect':
    case 'content-type':
    case 'server':
    case 'timeout':
      return kind
    case 'argument':
      return 'address'
    case 'format':
    case 'parse':
    case 'limit':
      return 'format'
    case 'network': {
      const endpoint = absoluteUrl(String(typeof url === 'function' ? url() : url))
      if (isMixedContent(endpoint)) return 'mixed-content'
      return (await isServerRunning(endpoint, fetch, signal)) ? 'cors' : 'unreachable'
    }
    default:
      return 'truncated'
  }
}

function isMixedContent({ protocol, hostname }: URL): boolean {
  const isLocal = /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(hostname)
  return globalThis.location?.protocol === 'https:' && protocol === 'http:' && !isLocal
}

/**
 * Returns whether a server responds at this origin. In `no-cors` mode a page may send this request to any
 * server, and learns nothing else.
 */
async function isServerRunning(
  endpoint: URL,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await fetch(new URL('/', endpoint), {
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      signal: signal ?? null,
    })
    return true
  } catch {
    return false
  }
}
