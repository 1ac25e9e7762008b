import { type TransportName, transports } from '../../core/index.ts'
import type { ChatSettings, ServerName } from '../../model/index.ts'

/** Endpoint of the questions, and how they are sent to it. */
export interface Connection {
  readonly url: string
  readonly transport: TransportName
}

/** Defaults that the deployer of the app sets for all users; a user's choice overrides them. */
export interface Defaults
  extends Connection, Pick<ChatSettings, 'system' | 'temperature' | 'topP' | 'maxTokens'> {
  /** Name of the deployer's server in the list of servers. */
  readonly name?: string
  readonly server?: ServerName
  /** Base URL of the server, if it is a well-known API. */
  readonly baseUrl?: string
  readonly model?: string
  /** Path to the text in each event, for a custom endpoint. */
  readonly pick?: string
}

/** The server that also serves the app. The session transport keeps the question out of the URL. */
export const DEFAULT_CONNECTION: Connection = { url: '/ai/chat/stream', transport: 'session' }

/**
 * Returns whether a connection leads to the app's own server, which never starts a second run for the same
 * idempotency key. Another transport at the same URL does not count: it may be a company's own endpoint, which
 * ignores such keys.
 */
export function isOwnServer({ url, transport }: Connection): boolean {
  const absolute = (path: string) => new URL(path, location.href).href
  const isSameUrl = absolute(url) === absolute(DEFAULT_CONNECTION.url)
  return isSameUrl && transport === DEFAULT_CONNECTION.transport
}

export function isTransportName(value: unknown): value is TransportName {
  return typeof value === 'string' && Object.hasOwn(transports, value)
}

/** Returns whether a value is a URL that can stream: http(s), or a path that begins with a slash or dots. */
export function isStreamUrl(value: unknown): value is string {
  // A bare word would be a valid relative URL, too, but it is far more likely to be a typing error.
  if (typeof value !== 'string' || !/^\s*(https?:\/\/|\.{0,2}\/)/i.test(value)) return false
  if (!URL.canParse(value, location.href)) return false
  const { protocol, username, password } = new URL(value, location.href)
  // fetch refuses a URL with a user name and password in it.
  return /^https?:$/.test(protocol) && username === '' && password === ''
}
