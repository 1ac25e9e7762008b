import { createChatStream } from './stream/createChatStream.ts'
import type { ChatMessageError } from './errors.ts'
import type { ChatStreamOptions } from './stream/options.ts'
import { textOf } from './text.ts'
import { absoluteUrl } from './transports/address.ts'
import type { ChatMessage } from './types.ts'

/**
 * Why a connection does not work, or not well.
 *
 * - `none`: it works.
 * - `address`: it is no http(s) address.
 * - `mixed-content`: this page came by https, which may not ask a server that is reached by http.
 * - `unreachable`: nothing listens there, or its name does not exist.
 * - `cors`: a server is there, and does not allow this page's origin to read its answers.
 * - `not-found`: 404 or 405: a server is there, and the path or the method is wrong.
 * - `unauthorized`: 401 or 403: the key is missing, wrong, or not allowed to do this.
 * - `redirect`: the server redirects, and a header of the request carries an API key that another server must
 *   not get. Use the final URL: in Node, `answer.error` names it.
 * - `http`: another status that is no success; `answer.error` has it with the server's words.
 * - `content-type`: a success that is no stream, such as an HTML page.
 * - `format`: a stream that no dialect understands, or that broke its format.
 * - `server`: the server told of an error inside its stream.
 * - `timeout`: nothing came within a minute.
 * - `slow`: the first byte took more than ten seconds.
 * - `buffered`: all came in one burst: something on the way holds the answer back until it is whole.
 * - `truncated`: the connection broke, or the stream ended without the proof that the answer did.
 * - `empty`: the answer ended well, and had nothing in it.
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
  /** What came, with its error and what was measured. */
  readonly answer: ChatMessage
}

export interface DiagnoseOptions {
  /** What is asked: it should have an answer of a few sentences. @default 'Say hello in three sentences.' */
  readonly question?: string
  /** Ends it. @default none */
  readonly signal?: AbortSignal
}

/** How long a server may take for anything, in milliseconds: models that have to be loaded first take their time. */
const PATIENCE = 60_000
/** A first byte that comes later than this, in milliseconds, leaves people in doubt whether anything happens. */
const SLOW = 10_000

const ofStatus: Readonly<Record<number, ConnectionTrouble>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  405: 'not-found',
}

/**
 * Asks a short question, which is a real one and runs the model, and tells what is wrong with a connection.
 * Browsers keep from pages why a request failed; it is found out by a second one, to the server's root.
 *
 * @param options as for `createChatStream`; they are used as they are, but for retries and timeouts
 * @throws {ChatStreamError} `argument` for a wrong option, which it names; the reason of `signal` where that ended it
 * @example
 * const { trouble, answer } = await diagnose({ url: 'http://localhost:11434/api/chat', transport: 'post' })
 * if (trouble === 'cors') console.log(`Start Ollama with OLLAMA_ORIGINS=${location.origin}`)
 */
export async function diagnose(
  options: ChatStreamOptions,
  { question = 'Say hello in three sentences.', signal }: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const chat = createChatStream({
    ...options,
    // By the same address, with the status that an EventSource keeps to itself.
    transport: options.transport === 'eventsource' ? 'get' : (options.transport ?? 'get'),
    retry: false,
    connectTimeout: PATIENCE,
    idleTimeout: PATIENCE,
  })
  const stop = () => chat.dispose()
  signal?.addEventListener('abort', stop)
  try {
    signal?.throwIfAborted()
    const answer = await chat.send(question)
    const trouble = await troubleOf(answer, options, signal)
    signal?.throwIfAborted()
    return { trouble, answer }
  } finally {
    signal?.removeEventListener('abort', stop)
    chat.dispose()
  }
}

async function troubleOf(
  { error, metrics, outcome, ...answer }: ChatMessage,
  options: ChatStreamOptions,
  signal: AbortSignal | undefined,
): Promise<ConnectionTrouble> {
  // It had begun: who listens there, and who may read it, is no question any more.
  if (outcome === 'truncated' && error?.kind !== 'timeout') return 'truncated'
  if (error) return troubleOfError(error, options, signal)
  if (textOf(answer) === '' && answer.parts.length === 0) return 'empty'
  if ((metrics?.timeToFirstByte ?? 0) > SLOW) return 'slow'
  return metrics?.buffered ? 'buffered' : 'none'
}

async function troubleOfError(
  { kind, status = 0 }: ChatMessageError,
  { url, fetch = globalThis.fetch }: ChatStreamOptions,
  signal: AbortSignal | undefined,
): Promise<ConnectionTrouble> {
  switch (kind) {
    case 'http':
      return ofStatus[status] ?? 'http'
    case 'redirect':
    case 'content-type':
    case 'server':
    case 'timeout':
      return kind
    case 'argument':
      return 'address'
    case 'parse':
    case 'limit':
      return 'format'
    case 'network': {
      const address = absoluteUrl(String(typeof url === 'function' ? url() : url))
      if (isMixedContent(address)) return 'mixed-content'
      return (await isThere(address, fetch, signal)) ? 'cors' : 'unreachable'
    }
    default:
      return 'truncated'
  }
}

function isMixedContent({ protocol, hostname }: URL): boolean {
  const isLocal = /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(hostname)
  return globalThis.location?.protocol === 'https:' && protocol === 'http:' && !isLocal
}

/** Whether anybody answers there: a page may ask that of any server, and gets to know nothing else. */
async function isThere(
  address: URL,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await fetch(new URL('/', address), {
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
