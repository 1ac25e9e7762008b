import { randomUUID } from 'node:crypto'
import { EventSource } from 'eventsource'
import type { NestServer } from '../nest-server/startNestServer.ts'
import { until } from './until.ts'

/**
 * Waits until an `EventSource` that nobody closes has asked its question four times.
 *
 * This is how a test knows that a question is *not* asked again: whoever would, had the time to.
 */
export async function askAgainNatively(server: NestServer): Promise<void> {
  const question = randomUUID()
  const source = new EventSource(`${server.url}?message=${question}`)
  try {
    await until(() => server.runs(question) >= 4)
  } finally {
    source.close()
  }
}
