import { expect, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { sendStream, startServer } from '../stream/scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import { auto } from './auto.ts'
import { dialects, type DialectName } from './index.ts'
import { DIALECT_NAMES, namedDialect, pickedDialect } from './namedDialect.ts'
import { createPick } from './pick.ts'
import type { Dialect } from '../types.ts'

const names = Object.keys(dialects) as DialectName[]

test('the option `dialect` accepts the name of each dialect, and `auto`', () => {
  expect(DIALECT_NAMES).toEqual(['auto', ...names])
})

test.each(names)('the events and the body of %s are known before its code is loaded', (name) => {
  const dialect: Dialect = dialects[name]
  const named = namedDialect(name)
  expect(named.name).toBe(dialect.name)
  expect(named.events ?? []).toEqual(dialect.events ?? [])
  expect(named.encode).toBe(dialect.encode)
})

test('auto reads the events of all dialects', () => {
  const events = names.flatMap((name) => (dialects[name] as Dialect).events ?? [])
  expect(new Set(auto.events)).toEqual(new Set(events))
})

test.each([
  ['text', 'data: Hello\n\ndata:  there\n\ndata: [DONE]\n\n'],
  ['openai', 'data: {"choices":[{"delta":{"content":"Hello there"}}]}\n\ndata: [DONE]\n\n'],
  [
    'gemini',
    'data: {"candidates":[{"content":{"parts":[{"text":"Hello there"}]},"finishReason":"STOP"}]}\n\n',
  ],
] as const)('a chat loads the dialect %s by its name with its first answer', async (name, body) => {
  const server = await startServer((_, response) => sendStream(response, [body]))
  const chat = createChatStream({ url: server.url, dialect: name })
  for (const question of ['first', 'second']) {
    const answer = await chat.send(question)
    expect([textOf(answer), answer.outcome]).toEqual(['Hello there', 'complete'])
  }
  chat.dispose()
})

test('the events of the option `pick` are known before its code is loaded', () => {
  expect(pickedDialect('a.b')).toMatchObject({ name: 'pick', events: createPick('a.b').events })
})

test('a chat loads the option `pick` with its first answer', async () => {
  const server = await startServer((_, response) =>
    sendStream(response, ['data: {"a":{"b":"Hi"}}\n\n']),
  )
  const chat = createChatStream({ url: server.url, pick: 'a.b' })
  expect(textOf(await chat.send('Hi'))).toBe('Hi')
  chat.dispose()
})
