import { type TransportName, transports } from '../../core/index.ts'
import type { ChatSettings, ServerName } from '../../model/index.ts'

/** Where the questions go, and how. */
export interface Connection {
  readonly url: string
  readonly transport: TransportName
}

/** What whoever serves the app sets for everybody who chose nothing else. */
export interface Defaults
  extends Connection, Pick<ChatSettings, 'system' | 'temperature' | 'topP' | 'maxTokens'> {
  /** How the list of servers calls the one that is set here. */
  readonly name?: string
  readonly server?: ServerName
  /** Of a well-known API. */
  readonly baseUrl?: string
  readonly model?: string
  /** Of an endpoint of one's own: where the text is in its events. */
  readonly pick?: string
}

/** The server beside which the app is served; the question stands in no address. */
export const DEFAULT_CONNECTION: Connection = { url: '/ai/chat/stream', transport: 'session' }

/**
 * Returns whether a connection leads to the app's own server, which never starts a second run for the same
 * key. Another transport at the same URL does not count: it may be a company's own endpoint, which knows no
 * keys.
 */
export function isOwnServer({ url, transport }: Connection): boolean {
  const absolute = (path: string) => new URL(path, location.href).href
  const isSameUrl = absolute(url) === absolute(DEFAULT_CONNECTION.url)
  return isSameUrl && transport === DEFAULT_CONNECTION.transport
}

export function isTransportName(value: unknown): value is TransportName {
  return typeof value === 'string' && Object.hasOwn(transports, value)
}

/** Whether a value is an address that can stream: http(s), or a path that begins with a slash or dots. */
export function isStreamUrl(value: unknown): value is string {
  // A bare word would be relative to the page, too, but it is far more likely to be a slip.
  if (typeof value !== 'string' || !/^\s*(https?:\/\/|\.{0,2}\/)/i.test(value)) return false
  if (!URL.canParse(value, location.href)) return false
  const { protocol, username, password } = new URL(value, location.href)
  // fetch refuses an address with a name and password in it.
  return /^https?:$/.test(protocol) && username === '' && password === ''
}
