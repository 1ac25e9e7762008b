import * as v from 'valibot'
import { onTestFinished } from 'vitest'
import { createFakeTransport } from '../../testing/index.ts'
import { sendStream, startServer, type Script } from '../stream/scriptedServer.test-helper.ts'
import { createObjectStream } from './createObjectStream.ts'

export const schema = v.object({
  name: v.string(),
  days: v.array(v.object({ low: v.number(), high: v.number() })),
})
export const rome = { name: 'Rome', days: [{ low: 9, high: 21 }] }

export const contentEvent = (content: string) => `data: ${JSON.stringify({ content })}\n\n`
const DONE = 'event: close\ndata: \n\n'

/** Sends a text in pieces of three characters, and the end mark. */
export const sendText =
  (text: string, end = DONE): Script =>
  (_, response) =>
    sendStream(response, [...(text.match(/[^]{1,3}/g) ?? []).map(contentEvent), end])

/** Asks a server that answers with a text, and returns the answer and each object that was shown. */
export async function ask(script: Script) {
  const { url, requests } = await startServer(script)
  const stream = createObjectStream({ url, schema, retry: false })
  onTestFinished(() => stream.dispose())
  const shown: unknown[] = []
  stream.subscribe(() => shown.push(stream.getState().object))
  const answer = await stream.send('How is the weather in Rome?')
  return { answer, shown, stream, requests }
}

/** Creates a stream whose answers the test writes. */
export function createTestStream(
  options: Partial<Parameters<typeof createObjectStream<typeof schema>>[0]> = {},
) {
  const { transport, dialect, next, requests } = createFakeTransport()
  const stream = createObjectStream<typeof schema>({
    url: '/',
    transport,
    dialect,
    schema,
    ...options,
  } as never)
  onTestFinished(() => stream.dispose())
  const statuses: string[] = []
  stream.subscribe(() => statuses.push(stream.getState().status))
  return { stream, next, requests, statuses }
}
