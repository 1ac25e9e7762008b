import { describe, expect, test } from 'vitest'
import { contentDialect, createPinnedChatStream, getTransport } from '../../index.ts'
import { createChatStream } from '../createChatStream.ts'
import { createTestChat } from '../testChat.test-helper.ts'
import type { ChatInput } from '../../types.ts'

const url = 'http://localhost/'

/** Creates a chat as a caller without types does. */
const create = (options: unknown) => createChatStream(options as never)
const createPinned = (options: unknown) => createPinnedChatStream(options as never)

describe('createChatStream()', () => {
  test.each([
    [{}, '`url` must be a URL, not undefined.'],
    [undefined, '`options` must be an object with url, transport,'],
    [null, '`options` must be an object'],
    ['/api/chat', '`options` must be an object'],
    [[], '`options` must be an object'],
    [{ api: '/chat' }, '`api` is unknown. Known names: url, transport,'],
    [{ url, onResponse: () => undefined }, '`onResponse` is unknown.'],
    [{ url, streamProtocol: 'text' }, '`streamProtocol` is unknown.'],
    [{ url, initialMessages: [] }, '`initialMessages` is unknown.'],
    [{ url, constructor: 'x' }, '`constructor` is unknown.'],
    [{ url, onFinish: 'x' }, '`onFinish` must be function, not x.'],
    [{ url, fetch: {} }, '`fetch` must be function, not [object Object].'],
    [{ url, body: 'x' }, '`body` must be object or function, not x.'],
    [{ url, secretHeaders: 'x-key' }, '`secretHeaders` must be list, not x-key.'],
    [{ url, whenBusy: 'wait' }, '`whenBusy` must be queue or refuse, not wait.'],
    [{ url, whenStopped: true }, '`whenStopped` must be send or hold, not true.'],
    [{ url, idleTimeout: '5s' }, '`idleTimeout` must be number, not 5s.'],
    [{ url, transport: 'websocket' }, '`transport` must be get, post,'],
    [{ url, retry: { maxAttempts: 0 } }, '`retry.maxAttempts` must be a number of at least 1'],
  ] as readonly [unknown, string][])('rejects the options %o', (options, message) => {
    expect(() => create(options)).toThrow(message)
    expect(() => create(options)).toThrow(expect.objectContaining({ kind: 'argument' }))
  })

  test('counts an option that is undefined as absent', () => {
    expect(() => create({ url, api: undefined, body: undefined })).not.toThrow()
  })
})

describe('createPinnedChatStream()', () => {
  const pinned = { url, transport: getTransport, dialect: contentDialect }
  test.each([
    [{ ...pinned, url: undefined }, '`url` must be a URL'],
    [{ ...pinned, dialect: 'content' }, 'an object, such as `contentDialect`'],
    [{ ...pinned, transport: 'get' }, 'a function, such as `getTransport`'],
  ] as readonly [unknown, string][])('rejects the options %o', (options, message) => {
    expect(() => createPinned(options)).toThrow(message)
  })
})

describe('a list of messages', () => {
  const good = { id: '1', role: 'user', parts: [{ type: 'text', text: 'Hi' }], createdAt: 1 }
  const withParts = (...parts: unknown[]) => [good, { ...good, id: '2', parts }]

  test.each([
    ['a text', 'x', '`messages` must be a list, not x.'],
    ['no list', { 0: good, length: 1 }, '`messages` must be a list'],
    [
      'a text in it',
      [good, 'x'],
      '`messages[1]` must be an object with id, role, parts, createdAt',
    ],
    ['null in it', [null], '`messages[0]` must be an object'],
    [
      'one of AI SDK 4',
      [good, { id: '2', role: 'user', content: 'Hi', createdAt: new Date() }],
      '`messages[1].parts` must be a list, not undefined.',
    ],
    ['one of OpenAI', [{ role: 'user', content: 'Hi' }], '`messages[0].id` must be string'],
    [
      'one of AI SDK 5',
      [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
      '`messages[0].createdAt` must be number, not undefined.',
    ],
    [
      'a tool call of AI SDK 5',
      withParts({ type: 'text', text: 'Hi' }, { type: 'tool-weather', toolCallId: '1' }),
      '`messages[1].parts[1].type` must be text or reasoning or tool or source or file or data, not tool-weather.',
    ],
    [
      'a tool call of AI SDK 4',
      withParts({ type: 'tool-invocation', toolInvocation: {} }),
      '`messages[1].parts[0].type`',
    ],
    [
      'reasoning of AI SDK 4',
      withParts({ type: 'reasoning', reasoning: 'Hm' }),
      '`messages[1].parts[0].text` must be string, not undefined.',
    ],
    [
      'a source of AI SDK 4',
      withParts({ type: 'source', source: { url } }),
      '`messages[1].parts[0].url` must be string',
    ],
    [
      'another role',
      [{ ...good, role: 'tool' }],
      '`messages[0].role` must be user or assistant or',
    ],
    ['a part without type', withParts({ text: 'Hi' }), '`messages[1].parts[0].type`'],
    ['a part that is null', withParts(null), '`messages[1].parts[0]` must be an object'],
    ['a part of the type constructor', withParts({ type: 'constructor' }), 'parts[0].type'],
  ] as readonly [string, unknown, string][])('is rejected with %s', (_, messages, message) => {
    expect(() => create({ url, messages })).toThrow(message)
    expect(() => create({ url, messages })).toThrow(expect.objectContaining({ kind: 'argument' }))
  })

  test('may have all parts, and further fields', () => {
    const parts = [
      { type: 'text', text: '' },
      { type: 'reasoning', text: 'Hm' },
      { type: 'tool', id: '1', name: 'weather', args: '{}' },
      { type: 'source', url },
      { type: 'file', mediaType: 'text/plain', url: 'data:,' },
      { type: 'data', name: 'n', data: null },
    ]
    const messages = [{ ...good, parts, rating: 5 }]
    expect(create({ url, messages }).getState().messages).toBe(messages)
  })
})

describe('send() rejects', () => {
  test.each([
    [undefined, '`question` must be an object with text, files, toolResults, not undefined.'],
    [null, '`question` must be an object'],
    [5, '`question` must be an object'],
    [new Event('submit'), '`question` must be an object'],
    [['Hi'], '`question` must be an object'],
    ['  ', 'The question is empty. Pass text or files.'],
    [{}, 'The question is empty.'],
    [{ content: 'Hi' }, '`content` is unknown. Known names: text, files, toolResults.'],
    [{ text: 5 }, '`text` must be string, not 5.'],
    [{ files: 'x' }, '`files` must be a list, not x.'],
    [{ files: [new File(['x'], 'x.txt')] }, '`files[0].url` must be string, not undefined.'],
    [{ toolResults: [{ output: 1 }] }, '`toolResults[0].id` must be string, not undefined.'],
  ] as readonly [unknown, string][])('the question %o', async (input, message) => {
    const { chat, requests } = createTestChat()
    await expect(chat.send(input as ChatInput)).rejects.toMatchObject({
      kind: 'argument',
      message: expect.stringContaining(message),
    })
    expect(requests).toEqual([])
    expect(chat.getState().messages).toEqual([])
  })
})
