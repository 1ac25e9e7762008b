import { expect, test } from 'vitest'
import { readFrameMessage } from './messages.ts'

test.each([
  { type: 'ready' },
  { type: 'drawn', id: 1, svg: '<svg/>' },
  { type: 'failed', id: 1, reason: 'Parse error' },
])('readFrameMessage() reads $type', (message) => {
  expect(readFrameMessage(message)).toEqual(message)
})

test.each([
  undefined,
  null,
  'ready',
  {},
  { type: 'drawn', id: 1 },
  { type: 'drawn', id: '1', svg: '<svg/>' },
  { type: 'drawn', id: 1, svg: ['<svg/>'] },
  { type: 'failed', reason: 'Parse error' },
  { type: 'other', id: 1, svg: '<svg/>', reason: 'Parse error' },
])('readFrameMessage() rejects %j', (message) => {
  expect(readFrameMessage(message)).toBeUndefined()
})
