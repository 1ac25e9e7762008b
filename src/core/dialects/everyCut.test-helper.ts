import { expect } from 'vitest'
import { reasoningOf, textOf } from '../text.ts'
import type { Dialect } from '../types.ts'
import { auto } from './auto.ts'
import { decodeAll, type Decoded } from './decodeAll.test-helper.ts'

/**
 * Decodes a body with its own dialect and with `auto`, whole and cut into pieces of 1 to 12 bytes, and
 * expects the same answer each time.
 *
 * @returns the answer
 */
export async function decodeAtEveryCut(
  dialect: Dialect,
  body: string,
  contentType = 'text/event-stream',
): Promise<Decoded> {
  const whole = await decodeAll(dialect, body, { contentType })
  for (const each of [dialect, auto]) {
    for (const size of [Infinity, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
      const { message, outcome, error } = await decodeAll(each, body, { contentType, size })
      expect({ message, outcome, error: error?.message }).toEqual({
        message: whole.message,
        outcome: whole.outcome,
        error: whole.error?.message,
      })
    }
  }
  return whole
}

/**
 * Ends a body at every place before `mark`, and expects that no such answer is complete, that none throws
 * away text that arrived, and that none shows text that the whole answer does not contain.
 */
export async function expectNoEndBefore(
  mark: string,
  dialect: Dialect,
  body: string,
  contentType = 'text/event-stream',
): Promise<void> {
  const { message: whole } = await decodeAll(dialect, body, { contentType })
  const place = body.lastIndexOf(mark)
  expect(place).toBeGreaterThan(0)
  let length = 0
  for (let end = 0; end <= place; end += 1) {
    const { message, outcome } = await decodeAll(dialect, body.slice(0, end), { contentType })
    expect(outcome).not.toBe('complete')
    expect(textOf(whole).startsWith(textOf(message))).toBe(true)
    expect(reasoningOf(whole).startsWith(reasoningOf(message))).toBe(true)
    expect(textOf(message).length).toBeGreaterThanOrEqual(length)
    length = textOf(message).length
  }
}

/** Frames a payload as an event with a name. */
export function named(event: string, payload: unknown): string {
  return `event: ${event}\ndata: ${typeof payload === 'string' ? payload : JSON.stringify(payload)}\n\n`
}
