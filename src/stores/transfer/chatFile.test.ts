import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chatOf, textMessage, wholeAnswer } from './chats.test-helper.ts'
import { MOST_CHATS, MOST_MESSAGES } from './format.ts'
import { readChatFile } from './readChatFile.ts'
import { toChatFile } from './toChatFile.ts'

/** Reads a file with one chat, changed by the caller. */
function readChanged(change: (chat: Record<string, unknown>) => void) {
  const file = JSON.parse(toChatFile([chatOf('a')], 0)) as { chats: Record<string, unknown>[] }
  for (const chat of file.chats) change(chat)
  return readChatFile(JSON.stringify(file))
}

const chatsIn = (text: string) => {
  const reading = readChatFile(text)
  return reading.refusal === undefined ? reading.chats : undefined
}

describe('a file of chats', () => {
  test('restores every stored field', () => {
    const chat = chatOf('a', {
      draft: 'and then',
      leaf: 'whole',
      askedAt: 7,
      pinned: true,
      archived: true,
      unread: true,
      settings: {
        system: 'Be brief.',
        model: 'qwen3',
        modelOf: 'ollama',
        temperature: 0,
        topP: 1,
        maxTokens: 9,
      },
      messages: [{ ...wholeAnswer, parent: null }],
    })
    const [read] = chatsIn(toChatFile([chat], Date.UTC(2026, 10, 26))) ?? []
    expect(read).toEqual(chat)
    expect(read?.messages[0]?.error).toStrictEqual(wholeAnswer.error)
  })

  test('names its format, version and time of export', () => {
    expect(JSON.parse(toChatFile([], Date.UTC(2026, 10, 26)))).toEqual({
      format: 'vue-chat-stream',
      version: 1,
      exportedAt: '2026-11-26T00:00:00.000Z',
      chats: [],
    })
  })

  test('can be written and read again whatever data a server sent', () => {
    const circle: Record<string, unknown> = { infinite: Infinity, big: 1n, act: () => 1 }
    circle.self = circle
    const parts = [{ type: 'data' as const, name: 'd', data: circle }]
    const metrics = { stalls: 0, bytes: 1, attempts: 1, buffered: false, duration: NaN }
    const chat = chatOf('a', { messages: [{ ...wholeAnswer, parts, metrics }] })
    const [read] = chatsIn(toChatFile([chat], 0)) ?? []
    expect(read?.messages[0]?.parts[0]).toMatchObject({ data: { infinite: null } })
    expect(read?.messages[0]?.metrics).not.toHaveProperty('duration')
  })

  test.each([
    ['nothing', '', 'not-json'],
    ['half a file', toChatFile([chatOf('a')], 0).slice(0, 200), 'not-json'],
    ['a list', '[]', 'not-json'],
    ['endless brackets', '['.repeat(1_000_000), 'not-json'],
    ['another JSON', '{"chats":[]}', 'other-format'],
    ['no list of chats', '{"format":"vue-chat-stream","version":1,"chats":{}}', 'other-format'],
    ['no version', '{"format":"vue-chat-stream","chats":[]}', 'other-format'],
    ['a later version', '{"format":"vue-chat-stream","version":2,"chats":[]}', 'newer-version'],
    [
      'too many chats',
      `{"format":"vue-chat-stream","version":1,"chats":[${'0,'.repeat(MOST_CHATS)}0]}`,
      'too-many',
    ],
  ])('is refused if it contains %s', (_, text, refusal) => {
    expect(readChatFile(text)).toEqual({ refusal })
  })

  test.each([
    [
      'a missing field',
      (chat: Record<string, unknown>) => delete chat.title,
      'chats[0].title',
      'required',
    ],
    ['a title', (chat: Record<string, unknown>) => (chat.title = 7), 'chats[0].title', 'string'],
    [
      'a role',
      (chat: Record<string, unknown>) => (chat.messages = [{ ...wholeAnswer, role: 'robot' }]),
      'chats[0].messages[0].role',
      '("user" | "assistant" | "system")',
    ],
    [
      'a time',
      (chat: Record<string, unknown>) =>
        (chat.messages = [textMessage('m', 'user', 'x', { createdAt: 1e99 })]),
      'chats[0].messages[0].createdAt',
      '<=8640000000000000',
    ],
    [
      'a text',
      (chat: Record<string, unknown>) =>
        (chat.messages = [{ ...wholeAnswer, parts: [{ type: 'text', text: null }] }]),
      'chats[0].messages[0].parts[0].text',
      'string',
    ],
    [
      'a temperature',
      (chat: Record<string, unknown>) => (chat.settings = { temperature: 3 }),
      'chats[0].settings.temperature',
      '<=2',
    ],
    [
      'a fraction of a token',
      (chat: Record<string, unknown>) => (chat.settings = { maxTokens: 1.5 }),
      'chats[0].settings.maxTokens',
      'a whole number',
    ],
    [
      'duplicate ids',
      (chat: Record<string, unknown>) => (chat.messages = [wholeAnswer, wholeAnswer]),
      'chats[0].messages',
      'ids that differ',
    ],
    [
      'too many messages',
      (chat: Record<string, unknown>) => (chat.messages = Array(MOST_MESSAGES + 1).fill(0)),
      'chats[0].messages',
      `<=${MOST_MESSAGES}`,
    ],
    [
      'data nested too deeply',
      (chat: Record<string, unknown>) => {
        const data: unknown = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)
        chat.messages = [{ ...wholeAnswer, parts: [{ type: 'data', name: 'd', data }] }]
      },
      'chats[0].messages[0].parts[0].data',
      'at most 64 levels',
    ],
  ])('reports %s as invalid, and leaves that chat out', (_, change, path, expected) => {
    const reading = readChanged(change)
    expect(reading).toMatchObject({ chats: [], leftOut: 1 })
    expect(reading).toHaveProperty('problems', [expect.objectContaining({ path, expected })])
  })

  test('keeps valid chats if others are invalid', () => {
    const file = JSON.parse(toChatFile([chatOf('a'), chatOf('b'), chatOf('b')], 0))
    file.chats[0].messages[0].id = 5
    const reading = readChatFile(JSON.stringify(file))
    expect(reading).toMatchObject({
      chats: [{ id: 'b' }],
      leftOut: 2,
      problems: [
        { path: 'chats[0].messages[0].id', expected: 'string', found: '5' },
        { path: 'chats[2].id', expected: 'ids that differ', found: 'b' },
      ],
    })
  })

  test('reports a limited number of problems, in short texts', () => {
    const file = JSON.parse(toChatFile([chatOf('a')], 0))
    file.chats = Array.from({ length: 1000 }, () => ({
      ...file.chats[0],
      createdAt: 'x'.repeat(1e4),
    }))
    const reading = readChatFile(JSON.stringify(file))
    expect(reading).toMatchObject({ leftOut: 1000 })
    if (reading.refusal !== undefined) throw new Error('It was refused.')
    expect(reading.problems).toHaveLength(10)
    expect(reading.problems[0]?.found.length).toBeLessThan(50)
  })

  test('drops unknown fields, and changes no prototype', () => {
    const evil = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"extra":1'
    const text = toChatFile([chatOf('a', { messages: [wholeAnswer] })], 0)
      .replaceAll('{\n', `{${evil},\n`)
      .replaceAll('{ ', `{${evil}, `)
    const [read] = chatsIn(text) ?? []
    expect(read).toMatchObject({ id: 'a' })
    expect(read).not.toHaveProperty('extra')
    expect(read?.messages[0]).not.toHaveProperty('extra')
    expect(Object.prototype).not.toHaveProperty('polluted')
    for (const object of objectsIn(read)) {
      expect(Object.hasOwn(object, '__proto__')).toBe(false)
      expect(Object.getPrototypeOf(object)).not.toHaveProperty('polluted')
    }
  })

  test('never throws, whatever it contains', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, place) => {
        const file = JSON.parse(toChatFile([chatOf('a', { messages: [wholeAnswer] })], 0))
        const slots = [...objectsIn(file)].flatMap((object) =>
          Object.keys(object).map((key) => [object, key] as const),
        )
        const [object, key] = slots[place % slots.length] ?? [file, 'chats']
        object[key] = value
        expect(() => readChatFile(JSON.stringify(file))).not.toThrow()
      }),
    )
  })
})

function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  // Arrays have keys as well.
  yield value as Record<string, unknown>
  for (const field of Object.values(value)) yield* objectsIn(field)
}
