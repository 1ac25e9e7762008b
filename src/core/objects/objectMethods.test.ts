import { describe, expect, test, vi } from 'vitest'
import type { ChatMessage } from '../types.ts'
import { createTestStream, rome } from './objectTest.test-helper.ts'

describe('the hooks', () => {
  test('receive the answer, and the error', async () => {
    const onFinish = vi.fn()
    const onError = vi.fn()
    const { stream, next } = createTestStream({ onFinish, onError })
    const asked = stream.send('Hi')
    const request = await next()
    await request.text('{}')
    await request.end()
    const answer = await asked
    expect(onFinish.mock.calls).toEqual([[answer]])
    expect(onError.mock.calls).toEqual([[answer.error, answer]])
  })

  test('`onEvent` is called for every event', async () => {
    const onEvent = vi.fn()
    const { stream, next } = createTestStream({ onEvent })
    void stream.send('Hi')
    await (await next()).text('{}')
    expect(onEvent.mock.calls[0]?.[0]).toEqual({ type: 'text-delta', text: '{}' })
  })
})

describe('the methods', () => {
  test('send() rejects an empty question, and keeps the object', async () => {
    const { stream, next } = createTestStream()
    void stream.send('Hi')
    await (await next()).text('{"name":"Rome"')
    await expect(stream.send(' ')).rejects.toMatchObject({ kind: 'argument' })
    expect(stream.getState()).toMatchObject({ status: 'streaming', object: { name: 'Rome' } })
  })

  test('send() rejects after dispose()', async () => {
    const { stream } = createTestStream()
    stream.dispose()
    await expect(stream.send('Hi')).rejects.toMatchObject({ kind: 'argument' })
  })

  test('regenerate() asks the last question again', async () => {
    const { stream, next, requests } = createTestStream()
    const asked = stream.send('Rome?')
    await (await next()).end()
    expect((await asked).outcome).not.toBe('complete')
    const again = stream.regenerate()
    const request = await next()
    await request.text(JSON.stringify(rome))
    await request.end()
    expect(await again).toMatchObject({ outcome: 'complete', object: rome })
    expect(requests.map(({ question }) => question)).toEqual(['Rome?', 'Rome?'])
  })

  test('send() puts the option `messages` before each question', async () => {
    const example: ChatMessage = {
      id: '1',
      role: 'user',
      parts: [{ type: 'text', text: 'E' }],
      createdAt: 0,
    }
    const { stream, next, requests } = createTestStream({ messages: [example] })
    for (const question of ['One', 'Two']) {
      void stream.send(question)
      await next()
    }
    expect(requests.map(({ messages }) => messages.map(({ parts }) => parts))).toEqual([
      [example.parts, [{ type: 'text', text: 'One' }]],
      [example.parts, [{ type: 'text', text: 'Two' }]],
    ])
  })
})
