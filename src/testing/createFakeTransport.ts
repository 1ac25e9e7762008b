import type { Dialect, Transport } from '../core/index.ts'
import { fakeDialect } from './fakeDialect.ts'
import { createFakeRequest, type FakeRequest } from './fakeRequest.ts'

export interface FakeTransport {
  /** For the option `transport` of one chat, or of several. */
  readonly transport: Transport
  /**
   * For the option `dialect`, where a chat has one that is neither `auto` nor `content`, or where a test
   * sends events for which these have no form, such as sources and files. It takes every event as it is.
   */
  readonly dialect: Dialect
  /** All requests so far, the oldest first. */
  readonly requests: readonly FakeRequest[]
  /** The next request that this function has not given yet: one that is here already, or the one to come. */
  next(): Promise<FakeRequest>
}

/**
 * Makes a transport that a test answers by hand, one request at a time. It reads no clock and sets no timer.
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
  const awaited: ((request: FakeRequest) => void)[] = []
  let given = 0

  return {
    transport: async function* (question, context) {
      const headers = await context.headers()
      // A chat that was stopped meanwhile has asked nothing.
      if (context.signal.aborted) return
      const { request, records } = createFakeRequest(question, context, headers)
      requests.push(request)
      const give = awaited.shift()
      if (give) {
        given += 1
        give(request)
      }
      yield* records
    },

    dialect: fakeDialect,
    requests,

    next() {
      const request = requests[given]
      if (!request) return new Promise((resolve) => awaited.push(resolve))
      given += 1
      return Promise.resolve(request)
    },
  }
}
