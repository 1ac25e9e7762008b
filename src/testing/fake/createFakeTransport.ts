import type { Dialect, Transport } from '../../core/index.ts'
import { fakeDialect } from './fakeDialect.ts'
import { createFakeRequest, type FakeRequest } from './fakeRequest.ts'

export interface FakeTransport {
  /** Pass it as the option `transport` of one or more chats. */
  readonly transport: Transport
  /**
   * Pass it as the option `dialect` if a test sends events that the dialects `auto` and `content` cannot express, such
   * as sources and files, or if the chat would use another dialect. It passes every event on unchanged.
   */
  readonly dialect: Dialect
  /** All requests so far, oldest first. */
  readonly requests: readonly FakeRequest[]
  /** Resolves to the next request that it has not returned yet. Waits for it if the chat has not sent it yet. */
  next(): Promise<FakeRequest>
}

/**
 * Creates a transport whose requests the test answers itself, one at a time. It uses no clock and no timers.
 *
 * @example
 * const fake = createFakeTransport()
 * const chat = useChatStream({ url: '/', transport: fake.transport, updates: 'event' })
 * const answer = chat.send('Hello')
 * const request = await fake.next()
 * await request.text('Hi')
 * expect(chat.status.value).toBe('streaming')
 * await request.end()
 * expect((await answer).outcome).toBe('complete')
 */
export function createFakeTransport(): FakeTransport {
  const requests: FakeRequest[] = []
  const waiting: ((request: FakeRequest) => void)[] = []
  let handedOut = 0

  return {
    transport: async function* (question, context) {
      const headers = await context.headers()
      // If the chat was stopped while its headers were resolved, no request is sent.
      if (context.signal.aborted) return
      const { request, records } = createFakeRequest(question, context, headers)
      requests.push(request)
      const resolveNext = waiting.shift()
      if (resolveNext) {
        handedOut += 1
        resolveNext(request)
      }
      yield* records
    },

    dialect: fakeDialect,
    requests,

    next() {
      const request = requests[handedOut]
      if (!request) return new Promise((resolve) => waiting.push(resolve))
      handedOut += 1
      return Promise.resolve(request)
    },
  }
}
