import { expect, test } from 'vitest'
import { endingOf, type Evidence } from './ending.ts'
import { ChatStreamError, type ChatStreamErrorKind } from '../errors.ts'
import type { ChatMessage, Outcome } from '../types.ts'

const message: ChatMessage = {
  id: 'a',
  role: 'assistant',
  parts: [{ type: 'text', text: 'Yes 👍' }],
  createdAt: 0,
}
const finish = { type: 'finish', outcome: 'complete' } as const
const thrown = (kind: ChatStreamErrorKind) => new ChatStreamError(kind, kind)

test.each<[string, Evidence, Outcome, ChatStreamErrorKind | undefined]>([
  ['a proof', { began: true, finish }, 'complete', undefined],
  [
    'a proof of a stop',
    { began: true, finish: { ...finish, outcome: 'stopped' } },
    'stopped',
    undefined,
  ],
  [
    'a proof of a refusal',
    { began: true, finish: { ...finish, outcome: 'refused' } },
    'refused',
    undefined,
  ],
  [
    'a proof with the right length',
    { began: true, finish: { ...finish, length: 6 } },
    'complete',
    undefined,
  ],
  [
    'a proof with another length',
    { began: true, finish: { ...finish, length: 7 } },
    'truncated',
    'incomplete',
  ],
  ['a clean end without proof', { began: true }, 'truncated', 'incomplete'],
  ['an end before anything arrived', { began: false }, 'truncated', 'incomplete'],
  [
    'a broken connection after the proof',
    { began: true, finish, thrown: thrown('network') },
    'complete',
    undefined,
  ],
  [
    'a broken connection in mid-answer',
    { began: true, thrown: thrown('network') },
    'truncated',
    'network',
  ],
  ['silence in mid-answer', { began: true, thrown: thrown('timeout') }, 'truncated', 'timeout'],
  ['no connection', { began: false, thrown: thrown('network') }, 'failed', 'network'],
  ['no response in time', { began: false, thrown: thrown('timeout') }, 'failed', 'timeout'],
  ['an HTTP error', { began: false, thrown: thrown('http') }, 'failed', 'http'],
  ['an error in the stream', { began: true, thrown: thrown('server') }, 'failed', 'server'],
  [
    'an error after the proof',
    { began: true, finish, thrown: thrown('server') },
    'failed',
    'server',
  ],
  ['a broken format', { began: true, thrown: thrown('parse') }, 'failed', 'parse'],
])('endingOf() after %s returns %s', (_, evidence, outcome, kind) => {
  const ending = endingOf(message, evidence)
  expect(ending.outcome).toBe(outcome)
  expect(ending.error?.kind).toBe(kind)
})
