import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextStatus, type ChatStatus, type StatusEvent } from './status.ts'

const asked: StatusEvent = { type: 'question-asked' }
const began: StatusEvent = { type: 'answer-began' }
const failed: StatusEvent = { type: 'attempt-failed' }
const cleared: StatusEvent = { type: 'conversation-cleared' }
const ended = (outcome: 'complete' | 'stopped' | 'refused' | 'failed' | 'truncated') =>
  ({ type: 'answer-ended', outcome }) as const

test.each<[ChatStatus, StatusEvent, ChatStatus]>([
  ['ready', asked, 'submitted'],
  ['error', asked, 'submitted'],
  ['submitted', asked, 'submitted'],
  ['streaming', asked, 'streaming'],
  ['submitted', began, 'streaming'],
  ['reconnecting', began, 'streaming'],
  ['ready', began, 'ready'],
  ['error', began, 'error'],
  ['submitted', failed, 'reconnecting'],
  ['reconnecting', failed, 'reconnecting'],
  ['streaming', failed, 'streaming'],
  ['ready', failed, 'ready'],
  ['streaming', ended('complete'), 'ready'],
  ['streaming', ended('stopped'), 'ready'],
  ['streaming', ended('refused'), 'ready'],
  ['streaming', ended('truncated'), 'error'],
  ['reconnecting', ended('failed'), 'error'],
  ['submitted', ended('failed'), 'error'],
  ['ready', ended('failed'), 'ready'],
  ['error', cleared, 'ready'],
  ['streaming', cleared, 'ready'],
])('%s, after %o, is %s', (status, event, next) => {
  expect(nextStatus(status, event)).toBe(next)
})

test('once an answer began, nothing leads back to asking for it', () => {
  const event = fc.constantFrom(asked, began, failed)
  fc.assert(
    fc.property(fc.array(event), (events) => {
      expect(events.reduce(nextStatus, 'streaming')).toBe('streaming')
    }),
  )
})

test('every answer that ends leaves the conversation ready for a question', () => {
  const event = fc.constantFrom(asked, began, failed, ended('complete'), ended('failed'))
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const status = [...events, ended('truncated'), asked].reduce<ChatStatus>(nextStatus, 'ready')
      expect(status).toBe('submitted')
    }),
  )
})
