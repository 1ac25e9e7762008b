import { describe, expect, test } from 'vitest'
import { textOf } from '../text.ts'
import { decodeAll, sse } from './decodeAll.test-helper.ts'
import { createAuto } from './index.ts'

const openai = (content: string) => ({ choices: [{ index: 0, delta: { content } }] })

describe('the format is recognised by its first telling payload', () => {
  test.each([
    ['content', sse({ content: 'Hi' }), 'complete'],
    ['openai, which needs a proof', sse(openai('Hi')), 'truncated'],
    ['openai', sse(openai('Hi'), '[DONE]'), 'complete'],
    ['text', 'data: H\n\ndata: i\n\n', 'complete'],
    [
      'content after pings and payloads that tell nothing',
      `event: ping\ndata: 1\n\n${sse({}, { id: 7 }, { content: 'Hi' })}`,
      'complete',
    ],
    [
      'text that looks like JSON later',
      'data: Hi\n\nevent: end\ndata: {"content":"x"}\n\n',
      'complete',
    ],
  ])('%s', async (_, body, outcome) => {
    for (const size of [Infinity, 1]) {
      const decoded = await decodeAll(createAuto(), body, { size })
      expect(textOf(decoded.message)).toBe('Hi')
      expect(decoded.outcome).toBe(outcome)
    }
  })
})

test('two answers do not share what was recognised', async () => {
  expect((await decodeAll(createAuto(), sse(openai('a'), '[DONE]'))).outcome).toBe('complete')
  expect(textOf((await decodeAll(createAuto(), sse({ content: 'b' }))).message)).toBe('b')
})

test('an error in a shape of nobody is an error', async () => {
  const { outcome, error } = await decodeAll(createAuto(), sse({ error: { message: 'No credit' } }))
  expect(outcome).toBe('failed')
  expect(error?.message).toBe('No credit')
})

test('an error event before anything else is an error', async () => {
  const { outcome, error } = await decodeAll(
    createAuto(),
    'event: error\ndata: Internal server error\n\n',
  )
  expect(outcome).toBe('failed')
  expect(error?.message).toBe('Internal server error')
})

test('payloads that nothing recognises are not lost', async () => {
  const { message, outcome } = await decodeAll(createAuto(), sse({ answer: 'Hi' }))
  expect(textOf(message)).toBe('{"answer":"Hi"}')
  expect(outcome).toBe('complete')
})

test('an answer may begin with its reasoning, a tool or an end, and shows at once', async () => {
  const auto = createAuto()
  const event = (data: object) => ({ event: 'message', data: JSON.stringify(data), id: '' })
  expect(auto.decode(event({ reasoning: 'Hm' }), {})).toEqual([
    { type: 'reasoning-delta', text: 'Hm' },
  ])
  const { message, outcome } = await decodeAll(createAuto(), sse({ done: true }))
  expect(message.parts).toEqual([])
  expect(outcome).toBe('complete')
})

test.each(['data:\n\n', 'event: ping\ndata: 2024\n\n'])(
  'a heartbeat (%j) harms no answer, wherever it comes',
  async (ping) => {
    for (const [payload, end] of [
      [{ content: 'Hi' }, { done: true }],
      [openai('Hi'), '[DONE]'],
    ]) {
      const body = ping + sse(payload) + ping + sse(end)
      const { message, outcome } = await decodeAll(createAuto(), body)
      expect(textOf(message)).toBe('Hi')
      expect(outcome).toBe('complete')
    }
  },
)

test.each(['"Service unavailable"', '["a"]'])(
  'JSON of another kind (%s) is no answer',
  async (body) => {
    for (const contentType of ['application/json', 'Application/Problem+JSON']) {
      expect((await decodeAll(createAuto(), body, { contentType })).outcome).toBe('failed')
    }
  },
)

test('JSON that is no stream is no answer', async () => {
  const { outcome, error } = await decodeAll(createAuto(), '{"code": 401, "msg": "sign in"}', {
    contentType: 'application/json',
  })
  expect(outcome).toBe('failed')
  expect(error).toMatchObject({ kind: 'content-type', message: expect.stringContaining('sign in') })
})

test('nothing at all is no success', async () => {
  expect((await decodeAll(createAuto(), '\n\n: ping\n\n')).outcome).toBe('truncated')
})
