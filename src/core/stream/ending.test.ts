import { expect, test } from 'vitest'
import { endingOf, type EndingFacts } from './ending.ts'
import { ChatStreamError, type ChatStreamErrorKind } from '../errors.ts'
import type { ChatMessage, Outcome } from '../types.ts'

const message: ChatMessage = {
  id: 'a',
  role: 'assistant',
  parts: [{ type: 'text', text: 'Yes 👍' }],
  createdAt: 0,
}
const finish = { type: 'finish', outcome: 'complete' } as const
const failure = (kind: ChatStreamErrorKind) => new ChatStreamError(kind, kind)

test.each<[string, EndingFacts, Outcome, ChatStreamErrorKind | undefined]>([
  ['a proof', { hasBegun: true, finish }, 'complete', undefined],
  [
    'a proof of a stop',
    { hasBegun: true, finish: { ...finish, outcome: 'stopped' } },
    'stopped',
    undefined,
  ],
  [
    'a proof of a refusal',
    { hasBegun: true, finish: { ...finish, outcome: 'refused' } },
    'refused',
    undefined,
  ],
  [
    'a proof with the right length',
    { hasBegun: true, finish: { ...finish, length: 6 } },
    'complete',
    undefined,
  ],
  [
    'a proof with another length',
    { hasBegun: true, finish: { ...finish, length: 7 } },
    'truncated',
    'incomplete',
  ],
  ['a clean end without proof', { hasBegun: true }, 'truncated', 'incomplete'],
  ['an end before anything arrived', { hasBegun: false }, 'truncated', 'incomplete'],
  [
    'a broken connection after the proof',
    { hasBegun: true, finish, error: failure('network') },
    'complete',
    undefined,
  ],
  [
    'a broken connection in mid-answer',
    { hasBegun: true, error: failure('network') },
    'truncated',
    'network',
  ],
  ['silence in mid-answer', { hasBegun: true, error: failure('timeout') }, 'truncated', 'timeout'],
  ['no connection', { hasBegun: false, error: failure('network') }, 'failed', 'network'],
  ['no response in time', { hasBegun: false, error: failure('timeout') }, 'failed', 'timeout'],
  ['an HTTP error', { hasBegun: false, error: failure('http') }, 'failed', 'http'],
  ['an error in the stream', { hasBegun: true, error: failure('server') }, 'failed', 'server'],
  [
    'an error after the proof',
    { hasBegun: true, finish, error: failure('server') },
    'failed',
    'server',
  ],
  ['a broken format', { hasBegun: true, error: failure('parse') }, 'failed', 'parse'],
])('endingOf() after %s returns %s', (_, evidence, outcome, kind) => {
  const ending = endingOf(message, evidence)
  expect(ending.outcome).toBe(outcome)
  expect(ending.error?.kind).toBe(kind)
})

const empty: ChatMessage = { ...message, parts: [] }
const withData: ChatMessage = { ...empty, parts: [{ type: 'data', name: 'n', data: 1 }] }

test.each<[string, ChatMessage, EndingFacts, Outcome]>([
  ['a clean end without content', empty, { hasBegun: true, finish, isUnmarked: true }, 'failed'],
  ['a clean end with only data', withData, { hasBegun: true, finish, isUnmarked: true }, 'failed'],
  ['an end mark without content', empty, { hasBegun: true, finish }, 'complete'],
  [
    'a finish reason and a clean end without content',
    empty,
    { hasBegun: true, isUnmarked: true, finish: { ...finish, reason: 'STOP' } },
    'complete',
  ],
  ['an end without anything', empty, { hasBegun: true }, 'failed'],
  [
    'a broken connection without content',
    empty,
    { hasBegun: true, error: failure('network') },
    'failed',
  ],
  [
    'a broken connection without content in a session',
    empty,
    { hasBegun: true, error: failure('network'), sessionId: 's' },
    'truncated',
  ],
  [
    'a broken connection without content, if the key is honored',
    empty,
    { hasBegun: true, error: failure('network'), isKeyHonored: true },
    'truncated',
  ],
  ['a refusal without text', { ...empty, refusal: 'No.' }, { hasBegun: true }, 'truncated'],
])('endingOf() after %s decides the outcome by the content', (_, answer, facts, outcome) => {
  expect(endingOf(answer, facts).outcome).toBe(outcome)
})
