import { describe, expect, test } from 'vitest'
import type { ChatMessage } from '../messageTypes.ts'
import { answer, question } from './messages.test-helper.ts'
import { readSnapshot } from './readSnapshot.ts'

const whole: ChatMessage = {
  id: 'a',
  role: 'assistant',
  parts: [
    { type: 'text', text: 'Hi' },
    { type: 'reasoning', text: 'Hm' },
    {
      type: 'tool',
      id: 't',
      name: 'look',
      args: '{}',
      output: { seen: [1] },
      state: 'output-available',
      error: 'none',
      approvalId: 'ok',
    },
    { type: 'source', url: 'https://example.org/', title: 'Example' },
    { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,', name: 'dot.png' },
    { type: 'data', name: 'mood', data: null, id: '1' },
  ],
  omitted: { tool: 1, source: 2, file: 3, data: 4 },
  createdAt: 5,
  outcome: 'failed',
  error: { kind: 'http', message: 'No', status: 500, body: 'x', code: 'y', retryAfter: 1 },
  refusal: 'No.',
  finishReason: 'stop',
  usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3, model: 'm', raw: { a: 1 } },
  serverId: 's',
  metadata: { mood: 'good' },
  metrics: {
    timeToFirstByte: 1,
    timeToFirstToken: 2,
    duration: 3,
    tokensPerSecond: 4,
    charactersPerSecond: 5,
    stalls: 0,
    bytes: 9,
    attempts: 1,
    buffered: false,
  },
  run: { key: 'k', sessionId: 'session', cursor: 7 },
}

const snapshot = (...messages: readonly unknown[]) => ({ version: 1, savedAt: 0, messages })

/** Reads messages as JSON restores them. */
const read = (...messages: readonly unknown[]) =>
  readSnapshot('mine', JSON.parse(JSON.stringify(snapshot(...messages))))

describe('readSnapshot()', () => {
  test('returns every field of a message, and no error', () => {
    expect(read(question('q'), whole)).toEqual({
      messages: [expect.objectContaining({ id: 'q' }), whole],
      removed: [],
    })
  })

  test.each([undefined, null])('returns no message and no error for %s', (value) => {
    expect(readSnapshot('mine', value)).toEqual({ messages: [], removed: [] })
  })

  test.each([
    ['text', 'a value of type string'],
    [5, 'a value of type number'],
    [[], 'a value of type object'],
    [{}, 'a value of type object'],
    [{ version: 2, messages: [] }, 'version 2'],
    [{ version: 1, messages: {} }, 'version 1'],
  ])('returns no message of %o, and an error that says what was found', (value, found) => {
    const { messages, error } = readSnapshot('mine', value)
    expect(messages).toEqual([])
    expect(error).toMatchObject({ kind: 'storage' })
    expect(error?.message).toContain(found)
    expect(error?.message).toContain('`mine`')
  })

  test.each([
    null,
    'text',
    { ...whole, id: 5 },
    { ...whole, id: '' },
    { ...whole, role: 'admin' },
    { ...whole, role: 'constructor' },
    { ...whole, parts: 'Hi' },
    { ...whole, createdAt: 'now' },
  ])('leaves out a message that cannot be understood (%#), and keeps the others', (damaged) => {
    const { messages, error } = read(question('q'), damaged, answer('b'))
    expect(messages.map(({ id }) => id)).toEqual(['q', 'b'])
    expect(error?.message).toContain('1 of its messages and parts')
  })

  test('returns the ids of removed messages, at most 1,000', () => {
    const removed = [5, null, ...Array.from({ length: 1000 }, String)]
    expect(readSnapshot('mine', { ...snapshot(), removed }).removed).toHaveLength(1000)
    expect(readSnapshot('mine', { ...snapshot(), removed: [5, 'a'] }).removed).toEqual(['a'])
    expect(readSnapshot('mine', { ...snapshot(), removed: 'a' }).removed).toEqual([])
  })

  test('leaves out a second message with the same id', () => {
    const { messages, error } = read(question('q'), answer('q'))
    expect(messages).toHaveLength(1)
    expect(error).toBeDefined()
  })

  test.each([
    null,
    { type: 'constructor' },
    { type: '__proto__' },
    { type: 'text', text: 5 },
    { type: 'source', url: 'javascript:alert(1)' },
    { type: 'source', url: ' java\nscript:alert(1)' },
    { type: 'source', url: 'data:text/html,<script>alert(1)</script>' },
    { type: 'file', mediaType: 'text/html', url: 'javascript:alert(1)' },
    { type: 'file', mediaType: 'text/html' },
    { type: 'tool', id: 't', name: 'look', args: {} },
  ])('leaves out a part that cannot be understood or could execute: %o', (part) => {
    const { messages, error } = read({ ...whole, parts: [part, { type: 'text', text: 'Hi' }] })
    expect(messages[0]?.parts).toEqual([{ type: 'text', text: 'Hi' }])
    expect(error?.message).toContain('1 of its messages and parts')
  })

  test('drops details of wrong types and unknown fields, without an error', () => {
    const { messages, error } = read({
      ...whole,
      outcome: 'done',
      error: { kind: 'toString', message: 'x' },
      usage: 5,
      metrics: { stalls: 0 },
      run: { sessionId: 's' },
      omitted: 'x',
      metadata: [],
      onclick: 'alert(1)',
    })
    expect(error).toBeUndefined()
    const fields = Object.keys(messages[0] ?? {})
    for (const name of 'outcome error metrics run omitted metadata usage onclick'.split(' ')) {
      expect(fields).not.toContain(name)
    }
  })

  test('lets no stored name change a prototype', () => {
    const text = JSON.stringify(snapshot({ ...whole, metadata: { x: 1 } })).replaceAll(
      '"x":1',
      '"__proto__":{"isAdmin":true}',
    )
    const polluted = text.replace('"version"', '"__proto__":{"version":1},"version"')
    const { messages } = readSnapshot('mine', JSON.parse(polluted))
    expect(messages).toHaveLength(1)
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
    expect(Reflect.get(messages[0]?.metadata ?? {}, 'isAdmin')).toBeUndefined()
  })

  test('bounds messages, parts and the depth of data', () => {
    const many = Array.from({ length: 10_001 }, (_, index) => question(String(index)))
    expect(read(...many).messages).toHaveLength(10_000)
    expect(read(...many).messages.at(-1)?.id).toBe('10000')
    const parts = Array.from({ length: 3000 }, () => ({ type: 'text', text: 'x' }))
    expect(read({ ...whole, parts }).messages[0]?.parts).toHaveLength(2002)
    const deep = JSON.parse('[['.repeat(500) + ']]'.repeat(500)) as unknown
    const data = { type: 'data', name: 'deep', data: deep }
    expect(read({ ...whole, parts: [data], usage: { raw: deep } }).messages[0]).toMatchObject({
      parts: [{ data: '(nested too deeply)' }],
      usage: { raw: '(nested too deeply)' },
    })
  })
})
