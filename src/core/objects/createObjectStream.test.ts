import * as v from 'valibot'
import { describe, expect, test, vi } from 'vitest'
import { startServer, type Script } from '../stream/scriptedServer.test-helper.ts'
import { defineTools } from '../tools/defineTools.ts'
import { createObjectStream } from './createObjectStream.ts'
import {
  ask,
  contentEvent,
  createTestStream,
  rome,
  schema,
  sendText,
} from './objectTest.test-helper.ts'

describe('an answer', () => {
  test('is shown while it streams, and complete when it matches the schema', async () => {
    const { answer, shown, stream, requests } = await ask(sendText(JSON.stringify(rome)))
    expect(answer).toMatchObject({ outcome: 'complete', object: rome, error: undefined })
    expect(stream.getState()).toEqual({ status: 'complete', object: rome, error: undefined })
    expect(shown).toContainEqual({ name: 'Rom' })
    expect(shown).toContainEqual({ name: 'Rome', days: [{ low: 9 }] })
    expect(requests.map(({ method }) => method)).toEqual(['POST'])
  })

  test('may be in a Markdown fence or after a sentence', async () => {
    const fenced = `Here it is:\n\n\`\`\`json\n${JSON.stringify(rome, null, 2)}\n\`\`\`\nStay dry!`
    const { answer } = await ask(sendText(fenced))
    expect(answer).toMatchObject({ outcome: 'complete', object: rome })
  })

  test('that does not match the schema failed, with the paths, and stays visible', async () => {
    const wrong = { name: 'Rome', days: [{ low: 9, high: 'hot' }] }
    const { answer, stream } = await ask(sendText(JSON.stringify(wrong)))
    expect(answer).toMatchObject({
      outcome: 'failed',
      object: wrong,
      message: { outcome: 'complete' },
    })
    const { status, object, error } = stream.getState()
    expect({ status, object }).toEqual({ status: 'error', object: wrong })
    expect(error).toMatchObject({
      kind: 'validation',
      message: expect.stringMatching(/^The object does not match the schema at `days\.0\.high`: /),
      issues: [{ path: ['days', 0, 'high'], message: expect.any(String) }],
    })
  })

  test('without proof of its end is truncated, even if its JSON is whole', async () => {
    const { answer, stream } = await ask((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': '5000' })
      response.write(contentEvent(JSON.stringify(rome)), () => response.destroy())
    })
    expect(answer).toMatchObject({ outcome: 'truncated', object: rome, error: { kind: 'network' } })
    expect(stream.getState().status).toBe('error')
  })

  test('whose JSON is cut is truncated, although its end is proven', async () => {
    const { answer } = await ask(sendText('{"name":"Rome","days":[{"low":9,"high":2'))
    expect(answer).toMatchObject({
      outcome: 'truncated',
      object: { name: 'Rome', days: [{ low: 9 }] },
      error: { kind: 'incomplete', message: 'The answer ended before its JSON did.' },
    })
  })

  test.each<[string, object]>([
    ['{"name": Rome}', { kind: 'parse', message: expect.stringContaining('unexpected "R"') }],
    ['I cannot do that.', { kind: 'incomplete', message: 'The answer contains no JSON.' }],
  ])('with the text %j has an error', async (text, error) => {
    expect((await ask(sendText(text))).answer).toMatchObject({ error })
  })

  test('that the model refused is not complete', async () => {
    const { stream, next } = createTestStream()
    const asked = stream.send('Hi')
    const request = await next()
    await request.event({ type: 'refusal-delta', text: 'No.' })
    await request.event({ type: 'finish', outcome: 'refused' })
    await request.close()
    expect(await asked).toMatchObject({
      outcome: 'refused',
      object: undefined,
      error: { message: 'The model refused to answer: No.' },
    })
  })

  test('with an HTTP error reports it', async () => {
    const { answer } = await ask((_, response) => response.writeHead(401).end('{}'))
    expect(answer).toMatchObject({ outcome: 'failed', error: { kind: 'http', status: 401 } })
  })

  test('whose schema throws failed', async () => {
    const thrown = new Error('broken')
    const broken = {
      '~standard': { version: 1, vendor: 'mine', validate: () => Promise.reject(thrown) },
    } as const
    const { url } = await startServer(sendText('{}'))
    const answer = await createObjectStream({ url, schema: broken }).send('Hi')
    expect(answer.error).toMatchObject({ kind: 'validation', cause: thrown })
  })
})

describe('the object', () => {
  test('is the value that the schema returns', async () => {
    const { url } = await startServer(sendText('{"city":" Rome "}'))
    const trimmed = v.object({ city: v.pipe(v.string(), v.trim()) })
    const stream = createObjectStream({ url, schema: trimmed })
    expect((await stream.send('Hi')).object).toEqual({ city: 'Rome' })
  })

  test('stays the same where the answer did not grow', async () => {
    const { stream, next } = createTestStream()
    void stream.send('Hi')
    const request = await next()
    await request.text('{"days":[{"low":1}],"name":"R')
    const before = stream.getState().object
    await request.text('ome')
    const after = stream.getState().object
    expect(after).toEqual({ days: [{ low: 1 }], name: 'Rome' })
    expect(after?.days).toBe(before?.days)
  })

  test('is replaced by the next question, which stops the answer', async () => {
    const { stream, next, requests } = createTestStream()
    const first = stream.send('Rome?')
    const request = await next()
    await request.text('{"name":"Rome')
    const second = stream.send('Oslo?')
    expect(request.aborted).toBe(true)
    expect(await first).toMatchObject({ outcome: 'stopped', object: { name: 'Rome' } })
    const other = await next()
    expect(stream.getState()).toEqual({ status: 'submitted', object: undefined, error: undefined })
    await other.text('{"name":"Oslo","days":[]}')
    await other.end()
    expect(await second).toMatchObject({ outcome: 'complete', object: { name: 'Oslo' } })
    expect(stream.getState().status).toBe('complete')
    expect(requests.map(({ messages }) => messages.length)).toEqual([1, 1])
  })

  test('stays visible when the answer is stopped', async () => {
    const { stream, next } = createTestStream()
    const asked = stream.send('Hi')
    await (await next()).text('{"name":"Rome"')
    stream.stop()
    expect((await asked).outcome).toBe('stopped')
    expect(stream.getState()).toEqual({
      status: 'ready',
      object: { name: 'Rome' },
      error: undefined,
    })
    stream.clear()
    expect(stream.getState().object).toBeUndefined()
  })

  test('follows a correction of the text', async () => {
    const { stream, next } = createTestStream()
    void stream.send('Hi')
    const request = await next()
    await request.event({ type: 'text-delta', text: '{"name":"Rom' })
    await request.event({ type: 'correction', of: 'text', replaced: 3, text: 'Osl' })
    await request.text('o')
    expect(stream.getState().object).toEqual({ name: 'Oslo' })
  })

  test('stays visible until a repeated answer has as much', async () => {
    const { stream, next } = createTestStream()
    void stream.send('Hi')
    const request = await next()
    await request.text('{"name":"Rome"')
    const shown: unknown[] = []
    stream.subscribe(() => shown.push(stream.getState().object))
    await request.event({ type: 'restart' })
    await request.event({ type: 'text-delta', text: '{"name":"' })
    await request.text('Rome","days":[')
    expect(shown.at(-1)).toEqual({ name: 'Rome', days: [] })
    expect(shown).not.toContainEqual({ name: '' })
  })

  test('after tool calls is that of the last answer', async () => {
    const input = { schema: v.object({}), jsonSchema: {} }
    const tools = defineTools({ clock: { description: '', input, execute: () => 'noon' } })
    const { stream, next, statuses } = createTestStream({ tools })
    const asked = stream.send('Rome?')
    const first = await next()
    await first.text('{"name":"draft"}')
    await first.event({ type: 'tool-delta', id: 'c1', name: 'clock', allArgs: '{}' })
    await first.end()
    const second = await next()
    await second.text(JSON.stringify(rome))
    await second.end()
    expect(await asked).toMatchObject({ outcome: 'complete', object: rome })
    expect(statuses.filter((status) => status === 'complete')).toHaveLength(1)
    expect(statuses).not.toContain('error')
  })

  test('is never complete before it is validated', async () => {
    let accept: (value: { value: unknown }) => void = () => undefined
    const validate = () => new Promise<{ value: unknown }>((resolve) => (accept = resolve))
    const slow = { '~standard': { version: 1, vendor: 'mine', validate } } as const
    const { stream, next } = createTestStream({ schema: slow as never })
    const asked = stream.send('Hi')
    const request = await next()
    await request.text('{}')
    await request.end()
    await vi.waitFor(() => expect(request.aborted).toBe(true))
    expect(stream.getState()).toMatchObject({ status: 'streaming', object: {} })
    accept({ value: { isValid: true } })
    expect(await asked).toMatchObject({ outcome: 'complete' })
    expect(stream.getState()).toMatchObject({ status: 'complete', object: { isValid: true } })
  })

  test('of a question that was replaced during its validation is not shown', async () => {
    const accept: ((value: { value: unknown }) => void)[] = []
    const validate = () => new Promise<{ value: unknown }>((resolve) => accept.push(resolve))
    const slow = { '~standard': { version: 1, vendor: 'mine', validate } } as const
    const { stream, next } = createTestStream({ schema: slow as never })
    const first = stream.send('One')
    const request = await next()
    await request.text('{"n":1}')
    await request.end()
    await vi.waitFor(() => expect(accept).toHaveLength(1))
    void stream.send('Two')
    accept[0]?.({ value: { n: 1 } })
    expect(await first).toMatchObject({ outcome: 'complete', object: { n: 1 } })
    expect(stream.getState()).toMatchObject({ status: 'submitted', object: undefined })
  })
})

test('a number is complete only with the proof of its end', async () => {
  const end = (script: Script) => async () => {
    const { url } = await startServer(script)
    const jsonSchema = { type: 'number' }
    return createObjectStream({ url, schema: v.number(), jsonSchema, retry: false }).send('Hi')
  }
  expect(await end(sendText('42'))()).toMatchObject({ outcome: 'complete', object: 42 })
  const cut = end((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': '5000' })
    response.write(contentEvent('4'), () => response.destroy())
  })
  expect(await cut()).toMatchObject({ outcome: 'truncated', object: undefined })
})

test.each<[string, object]>([
  ['schema', { schema: undefined }],
  ['schema', { schema: { type: 'object' } }],
  ['jsonSchema', { jsonSchema: 'x' }],
  ['transport', { transport: 'pigeon' }],
])('createObjectStream() names a wrong `%s`', (name, wrong) => {
  expect(() => createObjectStream({ url: '/', schema, ...wrong } as never)).toThrow(`\`${name}\``)
})
