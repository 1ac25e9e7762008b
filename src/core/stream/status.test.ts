import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextStatus, type ChatStatus, type StatusEvent } from './status.ts'

test.each<[ChatStatus, StatusEvent, ChatStatus]>([
  ['ready', 'sent', 'submitted'],
  ['error', 'sent', 'submitted'],
  ['submitted', 'sent', 'submitted'],
  ['streaming', 'sent', 'streaming'],
  ['submitted', 'began', 'streaming'],
  ['reconnecting', 'began', 'streaming'],
  ['ready', 'began', 'ready'],
  ['error', 'began', 'error'],
  ['submitted', 'attempt-failed', 'reconnecting'],
  ['reconnecting', 'attempt-failed', 'reconnecting'],
  ['streaming', 'attempt-failed', 'reconnecting'],
  ['ready', 'attempt-failed', 'ready'],
  ['streaming', 'complete', 'ready'],
  ['streaming', 'stopped', 'ready'],
  ['streaming', 'refused', 'ready'],
  ['streaming', 'truncated', 'error'],
  ['reconnecting', 'failed', 'error'],
  ['submitted', 'failed', 'error'],
  ['ready', 'failed', 'ready'],
  ['error', 'cleared', 'ready'],
  ['streaming', 'cleared', 'ready'],
])('nextStatus() from %s after %s returns %s', (status, event, next) => {
  expect(nextStatus(status, event)).toBe(next)
})

test('nextStatus() keeps an answer streaming or reconnecting until it ends', () => {
  const event = fc.constantFrom<StatusEvent>('sent', 'began', 'attempt-failed')
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const status = events.reduce<ChatStatus>(nextStatus, 'streaming')
      expect(['streaming', 'reconnecting']).toContain(status)
    }),
  )
})

test('nextStatus() makes the chat ready for a question after every answer', () => {
  const event = fc.constantFrom<StatusEvent>(
    'sent',
    'began',
    'attempt-failed',
    'complete',
    'failed',
  )
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const status = nextStatus(
        nextStatus(events.reduce<ChatStatus>(nextStatus, 'ready'), 'truncated'),
        'sent',
      )
      expect(status).toBe('submitted')
    }),
  )
})
