import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dialect, DialectState, StreamEvent, StreamRecord } from '../types.ts'
import { auto } from './auto.ts'
import { detection } from './detection.ts'
import { content } from './formats/content.ts'
import { wholeContent } from './wholeContent.ts'

const message = (data: unknown): StreamRecord => ({
  event: 'message',
  data: typeof data === 'string' ? data : JSON.stringify(data),
  id: '',
})

const text = fc.constantFrom(
  '',
  'ha',
  'haha',
  'Once',
  'Once upon',
  'Once upon a time',
  ' a time',
  '5',
)

const plainRecord = fc.oneof(
  { weight: 6, arbitrary: text.map((content) => message({ content })) },
  text.map((reasoning) => message({ reasoning })),
  fc.tuple(text, text).map(([reasoning, content]) => message({ content, reasoning })),
  fc.constant(message({})),
)

const otherRecord = fc.oneof(
  fc.constantFrom(
    message('connected'),
    message(''),
    message('Hello'),
    message({ content: 5 }),
    message({ done: true }),
    message({ usage: { total_tokens: 3 } }),
    message({ error: 'No credit' }),
    message({ tool: { name: 'time' } }),
    message({ id: 7 }),
    message({ choices: [{ delta: { content: 'Hi' } }] }),
    { ...message({ a: 1 }), event: 'ping' },
    { ...message('Broken'), event: 'error' },
  ),
  text.map((content) => message({ content, done: true })),
)

const endRecord = fc
  .tuple(
    fc.constantFrom('message', 'close', 'done', 'end', 'complete', 'other'),
    fc.constantFrom<unknown>(
      '[DONE]',
      '"[DONE]"',
      '',
      'bye',
      {},
      { reason: 'stopped' },
      { reason: 'error' },
      { reason: 'stop', length: 4 },
      { code: 'refused', message: 'No' },
      { error: { message: 'No credit' } },
    ),
  )
  .map(([event, data]) => ({ ...message(data), event }))

const answer = fc
  .tuple(
    fc.array(plainRecord, { maxLength: 8 }),
    fc.array(fc.oneof(plainRecord, otherRecord), { maxLength: 4 }),
    fc.array(endRecord, { maxLength: 1 }),
  )
  .map((parts) => parts.flat())

/** Reads an answer, and returns its events, with an error that ended it. */
async function eventsOf(dialect: Dialect, records: readonly StreamRecord[]): Promise<unknown[]> {
  const state: DialectState = {}
  const events: StreamEvent[] = []
  try {
    for (const record of records) {
      await dialect.prepare?.(record, state)
      events.push(...dialect.decode(record, state))
      const hasEnded = events.some(({ type }) => type === 'stream-end' || type === 'error')
      if (hasEnded) return events
    }
    // Whether a body without any payload ends with a proof makes no difference: it is not an answer.
    const isEmpty = events.length === 0
    return [
      ...events,
      ...(dialect.end?.(state) ?? []).filter(({ type }) => !isEmpty || /^err/.test(type)),
    ]
  } catch (error) {
    return [...events, error]
  }
}

describe('the plain records of an answer give the same events without the code that is loaded later', () => {
  test.each<[string, Dialect, Dialect]>([
    ['content', content, wholeContent],
    ['auto', auto, detection],
  ])('%s', async (_, plain, whole) => {
    const property = fc.asyncProperty(answer, async (records) => {
      expect(await eventsOf(plain, records)).toEqual(await eventsOf(whole, records))
    })
    await fc.assert(property, {
      numRuns: 1000,
      // Nothing identifies the format of this answer.
      examples: [[[message({ reasoning: '' }), message('[DONE]')]]],
    })
  })
})
