import { beforeEach, describe, expect, it, vi } from 'vitest'
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

describe('an answer that its page left behind', () => {
  it('is there again, with the name of its run', () => {
    const run = { key: 'k', sessionId: 's' }
    saveInterruptedAnswer('chat', answer('One, two', { run }))
    const messages = withInterruptedAnswer('chat', [question, answer('One', { run: { key: 'k' } })])
    expect(messages).toEqual([question, answer('One, two', { run })])
  })

  it('brings the name of its run even where nothing of it came', () => {
    const run = { key: 'k', sessionId: 's' }
    saveInterruptedAnswer('chat', answer('', { run }))
    expect(withInterruptedAnswer('chat', [answer('', { run: { key: 'k' } })])[0]?.run).toEqual(run)
  })

  it('is used once', () => {
    saveInterruptedAnswer('chat', answer('One, two'))
    withInterruptedAnswer('chat', [answer('')])
    expect(withInterruptedAnswer('chat', [answer('')])).toEqual([answer('')])
  })

  it.each([
    ['what is stored is longer', [answer('One, two, three')]],
    ['what is stored is over', [answer('One', { outcome: 'stopped' })]],
    ['another answer is the last', [{ ...answer(''), id: 'b' }]],
    ['nothing is stored', []],
  ])('is dropped where %s', (_, stored) => {
    saveInterruptedAnswer('chat', answer('One, two'))
    expect(withInterruptedAnswer('chat', stored)).toBe(stored)
  })

  it('does no harm where it is damaged, or cannot be kept', () => {
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
