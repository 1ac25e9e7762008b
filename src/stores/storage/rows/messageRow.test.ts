import { describe, expect, test } from 'vitest'
import { errorKinds } from '../../../core/errors.ts'
import {
  isChatStreamError,
  type ChatMessage,
  type ChatStreamErrorKind,
} from '../../../core/index.ts'
import { cloneable } from './cloneable.ts'
import { readMessageRow, toMessageRow } from './messageRow.ts'
import { answer, message } from '../storage.test-helper.ts'

/** Returns a message as it is read back from the database. */
function stored(one: ChatMessage): ChatMessage | undefined {
  return readMessageRow(structuredClone(toMessageRow('chat', { position: 1, message: one })))
    ?.message
}

const full: ChatMessage = {
  id: 'a',
  role: 'assistant',
  createdAt: 5,
  parts: [
    { type: 'reasoning', text: 'Hm' },
    { type: 'text', text: 'Yes' },
    { type: 'tool', id: 't', name: 'add', args: '{}', output: { sum: 2 } },
    { type: 'tool', id: 'u', name: 'add', args: '{}', state: 'output-error', error: 'No.' },
    {
      type: 'tool',
      id: 'v',
      name: 'add',
      args: '{}',
      state: 'approval-requested',
      approvalId: 'p',
    },
    { type: 'source', url: 'https://example.com/', title: 'Example' },
    { type: 'file', mediaType: 'image/png', url: 'data:,', name: 'dot.png' },
    { type: 'data', name: 'card', data: [1, null], id: 'c' },
  ],
  omitted: { tool: 19_000, source: undefined, file: undefined, data: 2 },
  outcome: 'failed',
  refusal: 'No.',
  finishReason: 'stop',
  usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3, raw: { cached: 1 } },
  serverId: 'msg_1',
  metadata: { model: 'm' },
  metrics: {
    timeToFirstByte: 1,
    timeToFirstToken: 2,
    duration: 3,
    tokensPerSecond: 4,
    charactersPerSecond: 5,
    stalls: 0,
    bytes: 6,
    attempts: 1,
    buffered: true,
  },
  run: { key: 'key', sessionId: 'session', cursor: 'c7' },
}

describe('a stored message', () => {
  test('is read back with all its fields', () => {
    expect(stored(full)).toEqual(full)
  })

  test.each(Object.keys(errorKinds) as ChatStreamErrorKind[])(
    'is read back with its error: %s',
    (kind) => {
      const details = { status: 503, body: 'busy', code: 'overloaded', retryAfter: 1000 }
      for (const error of [
        { kind, message: 'No.' },
        { kind, message: 'No.', ...details },
      ]) {
        const read = stored({ ...full, error })?.error
        expect(read).toStrictEqual(error)
        expect(isChatStreamError(read, kind)).toBe(true)
      }
    },
  )

  test('of an earlier version is read back with its error, without newer fields', () => {
    const none = { status: undefined, body: undefined, code: undefined, retryAfter: undefined }
    const error = { kind: 'network', message: 'No.', ...none }
    const row = { chatId: 'chat', position: 1, message: { ...full, error } }
    expect(readMessageRow(structuredClone(row))?.message.error).toStrictEqual({
      kind: 'network',
      message: 'No.',
    })
  })

  test.each([
    ['after another message', { parent: 'q' }],
    ['at the beginning of the chat', { parent: null }],
    ['from a version without branches', {}],
  ])('is read back with its place %s', (_, place) => {
    const placed = { position: 1, ...place, message: message('a') }
    expect(readMessageRow(structuredClone(toMessageRow('chat', placed)))).toEqual(placed)
  })

  test('is placed only by its position if its parent is damaged', () => {
    const row = { ...toMessageRow('chat', { position: 1, message: message('a') }), parent: {} }
    expect(readMessageRow(row)).not.toHaveProperty('parent')
  })

  test('is marked as unfinished only if it is an answer without an outcome', () => {
    const row = (one: ChatMessage) => toMessageRow('chat', { position: 1, message: one })
    expect(row(answer('a', ''))).toMatchObject({ unfinished: 1 })
    expect(row(full)).not.toHaveProperty('unfinished')
    expect(row(message('a'))).not.toHaveProperty('unfinished')
  })

  test.each([
    ['error', { kind: 'unheard-of', message: 'No.' }],
    ['usage', 'many'],
    ['metrics', { stalls: 'none' }],
    ['run', { sessionId: 'without a key' }],
    ['omitted', 5],
    ['serverId', 5],
    ['metadata', []],
    ['refusal', 1],
    ['finishReason', {}],
  ])('is read back without its %s if that cannot be understood', (field, value) => {
    const row = { position: 1, message: { ...full, [field]: value } }
    expect(readMessageRow(row)?.message).toEqual({ ...full, [field]: undefined })
  })

  test('keeps a tool call without the state that only a later version knows', () => {
    const call = { type: 'tool', id: 't', name: 'add', args: '{}', state: 'toString', error: 1 }
    const read = readMessageRow({ position: 1, message: { ...full, parts: [call] } })
    expect(read?.message.parts).toEqual([{ type: 'tool', id: 't', name: 'add', args: '{}' }])
  })

  test('is read back without unknown fields', () => {
    const found = JSON.parse(
      '{"id":"a","role":"user","parts":[],"createdAt":1,"__proto__":{"x":1},"y":2}',
    )
    const read = readMessageRow({ position: 1, message: found })?.message
    expect(read).toEqual({ id: 'a', role: 'user', parts: [], createdAt: 1 })
    expect(read).not.toHaveProperty('x')
  })

  test.each([
    null,
    'row',
    { message: full },
    { position: NaN, message: full },
    { position: 1 },
    { position: 1, message: { ...full, id: 1 } },
    { position: 1, message: { ...full, role: 'toString' } },
    { position: 1, message: { ...full, outcome: 'toString' } },
    { position: 1, message: { ...full, createdAt: Infinity } },
    { position: 1, message: { ...full, parts: [{ type: 'toString' }] } },
    { position: 1, message: { ...full, parts: [{ type: 'text', text: 1 }] } },
    { position: 1, message: { ...full, parts: [{ type: 'tool', id: 't', name: 'add' }] } },
  ])('that is %j cannot be understood', (row) => {
    expect(readMessageRow(row)).toBeUndefined()
  })
})

describe('cloneable()', () => {
  test('returns a value unchanged if it can be cloned', () => {
    const value = { when: new Date(0), of: new Map([[1, 2]]) }
    expect(cloneable(value)).toBe(value)
  })

  test('drops functions, symbols and circular references', () => {
    const circle: unknown[] = [1, () => 2]
    circle.push(circle)
    const when = new Date(0)
    expect(cloneable({ circle, symbol: Symbol('s'), when })).toEqual({
      circle: [1, undefined, undefined],
      symbol: undefined,
      when,
    })
  })

  test('turns a proxy into a plain object', () => {
    expect(cloneable(new Proxy({ text: 'Hi' }, {}))).toEqual({ text: 'Hi' })
  })

  test('drops levels that are nested too deeply', () => {
    let deep: object = { call: () => 1 }
    for (let level = 0; level < 1000; level += 1) deep = { deep }
    expect(() => structuredClone(cloneable(deep))).not.toThrow()
  })
})
