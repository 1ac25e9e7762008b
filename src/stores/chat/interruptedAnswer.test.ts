import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatMessage } from '../../core/index.ts'
import { saveInterruptedAnswer, withInterruptedAnswer } from './interruptedAnswer.ts'

const answer = (text: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id: 'a',
  role: 'assistant',
  parts: text === '' ? [] : [{ type: 'text', text }],
  createdAt: 1,
  ...more,
})
const question: ChatMessage = { ...answer('Tell me'), id: 'q', role: 'user' }

beforeEach(() => sessionStorage.clear())

describe('withInterruptedAnswer()', () => {
  test('restores the text and the run of the saved answer', () => {
    const run = { key: 'k', sessionId: 's' }
    saveInterruptedAnswer('chat', answer('One, two', { run }))
    const messages = withInterruptedAnswer('chat', [question, answer('One', { run: { key: 'k' } })])
    expect(messages).toEqual([question, answer('One, two', { run })])
  })

  test('restores the run of a saved answer without text', () => {
    const run = { key: 'k', sessionId: 's' }
    saveInterruptedAnswer('chat', answer('', { run }))
    expect(withInterruptedAnswer('chat', [answer('', { run: { key: 'k' } })])[0]?.run).toEqual(run)
  })

  test('uses the saved answer only once', () => {
    saveInterruptedAnswer('chat', answer('One, two'))
    withInterruptedAnswer('chat', [answer('')])
    expect(withInterruptedAnswer('chat', [answer('')])).toEqual([answer('')])
  })

  test.each([
    ['the stored answer is longer', [answer('One, two, three')]],
    ['the stored answer has ended', [answer('One', { outcome: 'stopped' })]],
    ['the last stored answer is another one', [{ ...answer(''), id: 'b' }]],
    ['no message is stored', []],
  ])('ignores the saved answer if %s', (_, stored) => {
    saveInterruptedAnswer('chat', answer('One, two'))
    expect(withInterruptedAnswer('chat', stored)).toBe(stored)
  })

  test('ignores a damaged saved answer, and saving never throws', () => {
    sessionStorage.setItem('vue-chat-stream:left:chat', '{"id":')
    const stored = [answer('')]
    expect(withInterruptedAnswer('chat', stored)).toBe(stored)
    const set = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError')
    })
    expect(() => saveInterruptedAnswer('chat', answer('One'))).not.toThrow()
    set.mockRestore()
  })
})
