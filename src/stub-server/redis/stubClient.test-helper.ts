import { createParser } from 'eventsource-parser'
import { expect } from 'vitest'
import type { StubState } from '../state.ts'

const PATH = '/ai/chat/stream'

/** An answer as a reader received it. */
export interface Received {
  readonly text: string
  /** The data of the last event; absent if the stream ended without one. */
  readonly end?: { readonly reason: string; readonly code?: string; readonly length: number }
  /** How many connections the answer took. */
  readonly connections: number
}

export async function initAt(url: string, message: string, key?: string): Promise<string> {
  const response = await fetch(`${url}${PATH}/init`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(key ? { 'Idempotency-Key': key } : {}) },
    body: JSON.stringify({ message }),
  })
  expect(response.status).toBe(201)
  const { sessionId } = (await response.json()) as { sessionId: string }
  return sessionId
}

export function sessionUrl(url: string, id: string): string {
  return `${url}${PATH}/${id}`
}

export async function stateOf(url: string): Promise<StubState> {
  return (await (await fetch(`${url}/__stub/state`)).json()) as StubState
}

/**
 * Reads an answer like a client: if a stream ends without `close`, or a request fails, it continues
 * after the last event, at the next URL. Every event must have the next id.
 *
 * @param onText called with the text so far
 */
export async function readAnswer(
  urls: readonly string[],
  onText: (text: string) => void = () => {},
): Promise<Received> {
  let text = ''
  let last = 0
  for (let connections = 1; ; connections += 1) {
    const url = urls[connections % urls.length] ?? ''
    let end: Received['end']
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        expect(Number(id)).toBe(last + 1)
        last += 1
        // The protocol defines the fields of both events.
        if (event === 'close') end = JSON.parse(data) as Exclude<Received['end'], undefined>
        else text += (JSON.parse(data) as { content: string }).content
      },
    })
    const decoder = new TextDecoder()
    try {
      const response = await fetch(url, { headers: { 'Last-Event-ID': String(last) } })
      if (response.status !== 200 && response.status !== 503) {
        throw new TypeError(`GET ${url} answered ${response.status}.`, { cause: response.status })
      }
      if (response.status === 200) {
        for await (const bytes of response.body ?? []) {
          parser.feed(decoder.decode(bytes, { stream: true }))
          onText(text)
        }
      }
    } catch (error) {
      // Any other status is permanent; every other error is a broken connection, so try again.
      if (error instanceof TypeError && typeof error.cause === 'number') throw error
    }
    if (end) return { text, end, connections }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
