import type { Transport } from '../types.ts'
import { eventSourceTransport } from './eventSource.ts'
import { getTransport } from './get.ts'
import { postTransport } from './post.ts'
import { sessionTransport } from './session.ts'

/** The transports that the option `transport` accepts by name. */
export const transports = {
  get: getTransport,
  post: postTransport,
  session: sessionTransport,
  eventsource: eventSourceTransport,
} as const satisfies Record<string, Transport>

export type TransportName = keyof typeof transports
