import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createChatStream } from './createChatStream.ts'
import {
  ChatStreamError,
  errorKinds,
  isChatStreamError,
  type ChatStreamErrorKind,
} from '../errors.ts'
import type { ChatMessage, StreamEvent, Transport } from '../types.ts'

const kinds = Object.keys(errorKinds) as ChatStreamErrorKind[]
const details = { status: 429, body: '{"error":"busy"}', code: 'overloaded', retryAfter: 1000 }

/** Sends a question whose transport throws, and returns the answer, its error and the chat's. */
async function fail(thrown: unknown) {
  const transport: Transport = () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(thrown) }),
  })
  const reported: unknown[] = []
  const chat = createChatStream({
    url: 'http://localhost/',
    transport,
    retry: false,
    onError: (error) => reported.push(error),
  })
  const answer = await chat.send('Tell me')
  return { answer, error: chat.getState().error, reported }
}

/** Returns a message after it was stored in IndexedDB. */
function stored(message: ChatMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = new IDBFactory().open('messages')
    opening.onupgradeneeded = () => opening.result.createObjectStore('messages', { keyPath: 'id' })
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      try {
        const store = opening.result.transaction('messages', 'readwrite').objectStore('messages')
        store.put(message)
        const reading = store.get(message.id)
        reading.onsuccess = () => resolve(reading.result)
      } catch (thrown) {
        reject(thrown)
      }
    }
  })
}

/** Returns a message as another tab receives it. */
function broadcast(message: ChatMessage): Promise<unknown> {
  const [here, there] = [new BroadcastChannel('messages'), new BroadcastChannel('messages')]
  onTestFinished(() => {
    here.close()
    there.close()
  })
  return new Promise((resolve) => {
    there.onmessage = (event) => resolve((event as MessageEvent).data)
    here.postMessage(message)
  })
}

const copies: readonly (readonly [string, (message: ChatMessage) => unknown])[] = [
  ['JSON', (message) => JSON.parse(JSON.stringify(message))],
  ['structuredClone()', (message) => structuredClone(message)],
  ['IndexedDB', stored],
  ['a BroadcastChannel', broadcast],
]

describe.each(kinds)("a message's error of kind %s", (kind) => {
  test.each(copies)('is the same after %s', async (_, send) => {
    const error = new ChatStreamError(kind, 'It broke.', { ...details, cause: () => 'a function' })
    const { answer } = await fail(error)
    const received = (await send(answer)) as ChatMessage
    expect(received.error).toStrictEqual({ kind, message: 'It broke.', ...details })
    expect(received).toEqual(answer)
    expect(isChatStreamError(received.error, kind)).toBe(true)
  })

  test('matches the ChatStreamError of the chat and of onError', async () => {
    const thrown = new ChatStreamError(kind, 'It broke.', { ...details, cause: 'a cable' })
    const { answer, error, reported } = await fail(thrown)
    expect(error).toBe(thrown)
    expect(reported).toEqual([thrown])
    expect(answer.error).not.toBeInstanceOf(Error)
    expect(error).toMatchObject({ ...answer.error })
  })
})

test("a message's error has no fields for details that are missing", async () => {
  const { answer } = await fail(new ChatStreamError('network', 'It broke.'))
  expect(Object.keys(answer.error ?? {})).toEqual(['kind', 'message'])
})

test('the error of a question refused as busy is plain data as well', async () => {
  const transport: Transport = () => ({
    [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
  })
  const chat = createChatStream({ url: 'http://localhost/', transport, whenBusy: 'refuse' })
  void chat.send('Tell me')
  const refused = await chat.send('And then?')
  expect(structuredClone(refused)).toStrictEqual(refused)
  expect(refused.error).toMatchObject({ kind: 'busy' })
  chat.dispose()
})

test('an error event of a dialect only sets its own fields on the error', async () => {
  const event = { type: 'error', message: 'Too hot', code: 'heat', extra: () => 1 } as StreamEvent
  const transport: Transport = async function* () {
    yield { event: 'message', data: '', id: '' }
  }
  const dialect = { name: 'mine', decode: () => [event] }
  const chat = createChatStream({ url: 'http://localhost/', transport, dialect })
  const answer = await chat.send('Tell me')
  expect(answer.error).toStrictEqual({ kind: 'server', message: 'Too hot', code: 'heat' })
  expect(chat.getState().error).not.toHaveProperty('extra')
})

test('a plain error thrown by a transport becomes a ChatStreamError of the chat', async () => {
  const plain = { kind: 'http', message: 'The server answered 401.', status: 401 }
  const { answer, error } = await fail(plain)
  expect(answer.error).toStrictEqual(plain)
  expect(error).toBeInstanceOf(ChatStreamError)
  expect(error).toMatchObject({ ...plain, cause: plain })
})

describe('isChatStreamError()', () => {
  const plain = { kind: 'http', message: 'No.' }

  test.each([
    ['an instance', new ChatStreamError('http', 'No.')],
    ['plain data', plain],
    ['plain data after JSON', JSON.parse(JSON.stringify({ ...plain, status: 500 }))],
  ])('accepts %s, also with its kind', (_, value: unknown) => {
    expect(isChatStreamError(value)).toBe(true)
    expect(isChatStreamError(value, 'http')).toBe(true)
    expect(isChatStreamError(value, 'network')).toBe(false)
  })

  test.each([
    null,
    undefined,
    'http',
    new Error('http'),
    { kind: 'http' },
    { kind: 'toString', message: 'No.' },
    { kind: ['http'], message: 'No.' },
    { message: 'No.' },
  ])('rejects %j', (value) => {
    expect(isChatStreamError(value)).toBe(false)
  })
})
