import { describe, expect, test } from 'vitest'
import { messageOf } from '../base/messages.test-helper.ts'
import { turnsOf } from './turns.ts'

describe('turnsOf()', () => {
  const [greeting, question, answer, other] = [
    messageOf('assistant', 'Welcome'),
    messageOf('user', 'One'),
    messageOf('assistant', 'First'),
    messageOf('user', 'Two'),
  ]

  test('starts a turn with each question, and one for messages before the first question', () => {
    const turns = turnsOf([greeting, question, answer, other])
    expect(turns.map(({ messages }) => messages)).toEqual([[greeting], [question, answer], [other]])
  })

  test('returns the same objects for earlier turns while the last one grows', () => {
    const before = turnsOf([question, answer, other])
    const after = turnsOf([question, answer, other, messageOf('assistant', 'Second')], before)
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(after[1]?.id).toBe(other.id)
  })
})
