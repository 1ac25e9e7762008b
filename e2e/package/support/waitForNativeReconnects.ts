import { randomUUID } from 'node:crypto'
import { EventSource } from 'eventsource'
import type { NestServer } from '../nest-server/startNestServer.ts'
import { until } from './until.ts'

/**
 * Waits until an unclosed `EventSource` has sent its question four times.
 *
 * Tests use it to check that a client does *not* repeat its question: a client that wrongly retries would have done so
 * by then.
 */
export async function waitForNativeReconnects(server: NestServer): Promise<void> {
  const question = randomUUID()
  const source = new EventSource(`${server.url}?message=${question}`)
  try {
    await until(() => server.runs(question) >= 4)
  } finally {
    source.close()
  }
}
