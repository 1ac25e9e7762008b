import { describe, expect, test } from 'vitest'
import { fitMessages } from './fitMessages.ts'
import { answer, idsOf, question, turn } from './messages.test-helper.ts'

const chat = [...turn('1'), ...turn('2'), ...turn('3')]
const sizeOf = (messages: unknown) => JSON.stringify(messages).length * 2

describe('fitMessages()', () => {
  test('keeps a chat that fits', () => {
    const { messages, size } = fitMessages(chat, 1e6)
    expect(messages).toEqual(chat)
    expect(size).toBeGreaterThan(sizeOf(chat) - 100)
  })

  test('drops the oldest turns as a whole', () => {
    const { messages, size } = fitMessages(chat, sizeOf(chat) * 0.7)
    expect(idsOf(messages)).toBe('Q2 A2 Q3 A3')
    expect(size).toBeLessThan(sizeOf(chat) * 0.7)
  })

  test('keeps the last question and its answer even if they do not fit', () => {
    expect(idsOf(fitMessages(chat, 10).messages)).toBe('Q3 A3')
    expect(idsOf(fitMessages([answer('hello')], 10).messages)).toBe('hello')
  })

  test('keeps system messages', () => {
    const system = { ...question('rules'), role: 'system' as const }
    expect(idsOf(fitMessages([system, ...chat], 10).messages)).toBe('rules Q3 A3')
  })

  test('removes the contents of files of the last turn, and counts them', () => {
    const file = { type: 'file', mediaType: 'image/png' } as const
    const withFiles = {
      ...question('Q'),
      parts: [
        { type: 'text' as const, text: 'Look' },
        { ...file, url: `data:image/png;base64,${'x'.repeat(5000)}` },
        { ...file, url: 'https://example.org/fox.png' },
      ],
    }
    const { messages } = fitMessages([withFiles, answer('A')], 2000)
    expect(messages[0]).toMatchObject({
      parts: [{ text: 'Look' }, { url: 'https://example.org/fox.png' }],
      omitted: { file: 1 },
    })
    expect(withFiles.parts).toHaveLength(3)
    expect(fitMessages([withFiles, answer('A')], 20_000).messages[0]).toBe(withFiles)
  })
})
