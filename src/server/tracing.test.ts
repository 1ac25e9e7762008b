import { context, ROOT_CONTEXT, trace, type Context, type SpanOptions } from '@opentelemetry/api'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createChatServer } from './createChatServer.ts'
import type { ChatServerOptions } from './options.ts'
import type { RunsListener } from './runs/runs.ts'
import { withTracing } from './tracing.ts'

interface SpanForTest {
  readonly name: string
  readonly options: SpanOptions
  readonly parent: Context | undefined
  attributes: object
  status?: object
  isEnded: boolean
}

let spans: SpanForTest[] = []

/** An SDK that keeps the spans. */
const provider = {
  getTracer: () => ({
    startSpan(name: string, options: SpanOptions = {}, parent?: Context) {
      const span: SpanForTest = { name, options, parent, attributes: {}, isEnded: false }
      spans.push(span)
      return {
        setAttributes: (attributes: object) => Object.assign(span.attributes, attributes),
        setStatus: (status: object) => (span.status = status),
        end: () => (span.isEnded = true),
      }
    },
  }),
}

beforeEach(() => {
  spans = []
  trace.setGlobalTracerProvider(provider as never)
})
afterEach(() => {
  trace.disable()
  context.disable()
})

async function ask(options: ChatServerOptions, questions = 1) {
  const chat = createChatServer(options)
  onTestFinished(() => chat.close())
  let [sessionId, stream] = ['', '']
  for (let question = 1; question <= questions; question += 1) {
    ;({ sessionId } = await chat.init({ message: 'a secret question' }))
    stream = await (await chat.stream(sessionId)).text()
    // The package is loaded before the first span starts.
    await expect.poll(() => spans.filter(({ isEnded }) => isEnded).length).toBe(question)
  }
  return { sessionId, stream }
}

describe('with @opentelemetry/api, a run has one span', () => {
  test('with its session id, ending, length and takeovers, without its text', async () => {
    const { sessionId, stream } = await ask({
      async *answer() {
        yield 'a secret answer'
      },
    })
    expect(stream).toContain('"reason":"done"')
    expect(spans.map(({ name, options }) => [name, options.attributes])).toEqual([
      ['chat.run', { 'chat.session_id': sessionId, 'chat.run.takeovers': 0 }],
    ])
    expect(spans[0]?.attributes).toEqual({ 'chat.run.ending': 'done', 'chat.run.length': 15 })
    expect(spans[0]?.status).toBeUndefined()
    expect(JSON.stringify(spans)).not.toContain('secret')
  })

  test('with the code of its error', async () => {
    await ask({
      async *answer() {
        yield 'a'
        throw new Error('a secret cause')
      },
      onError() {},
    })
    expect(spans[0]).toMatchObject({
      attributes: { 'chat.run.ending': 'error', 'chat.run.code': 'internal_error' },
      status: { code: 2, message: 'internal_error' },
    })
    expect(JSON.stringify(spans)).not.toContain('secret')
  })

  test('below the span of its request', async () => {
    const active = ROOT_CONTEXT.setValue(Symbol('request'), true)
    context.setGlobalContextManager({
      active: () => active,
      with: (_: Context, call: () => unknown) => call(),
      bind: (_: Context, target: unknown) => target,
      enable: () => context,
      disable: () => context,
    } as never)
    const answer = async function* () {
      yield 'a'
    }
    await ask({ answer }, 2)
    expect(spans[1]?.parent).toBe(active)
  })

  test('that begins with the run, also after a takeover', async () => {
    const listener: RunsListener = {
      describe: () => undefined,
      onStart() {},
      onEnd() {},
      onError() {},
    }
    const traced = withTracing(listener)
    const run = {
      id: 'id',
      epoch: 2,
      age: 5_000,
      isStopped: false,
      takeovers: 1,
      question: { body: {}, owner: undefined },
      owner: '-',
    }
    const before = Date.now()
    traced.onTakeOver?.(run)
    traced.onEnd(run, { reason: 'stopped', length: 3 })
    await expect.poll(() => spans[0]?.isEnded).toBe(true)
    const start = Number(spans[0]?.options.startTime)
    expect(start).toBeGreaterThanOrEqual(before - 5_000)
    expect(start).toBeLessThanOrEqual(Date.now() - 5_000)
    expect(spans[0]?.options.attributes).toMatchObject({ 'chat.run.takeovers': 1 })
  })
})

test('without @opentelemetry/api, runs work as usual', async () => {
  const ended = vi.fn()
  const listener: RunsListener = {
    describe: () => undefined,
    onStart() {},
    onEnd: ended,
    onError() {},
  }
  const traced = withTracing(listener, async () => undefined)
  const run = { id: 'id', question: { body: {}, owner: undefined }, owner: '-' }
  traced.onStart(run)
  traced.onEnd(run, { reason: 'done', length: 0 })
  expect(ended).toHaveBeenCalledOnce()
  expect(spans).toEqual([])
})

test('an SDK that fails breaks no run', async () => {
  const seen = vi.spyOn(console, 'error').mockImplementation(() => {})
  trace.disable()
  trace.setGlobalTracerProvider({
    getTracer() {
      throw new Error('no tracer')
    },
  } as never)
  const chat = createChatServer({
    async *answer() {
      yield 'a'
    },
  })
  onTestFinished(() => chat.close())
  expect(await (await chat.ask('Hi')).text()).toContain('"reason":"done"')
  await expect.poll(() => seen.mock.calls.length).toBe(1)
  seen.mockRestore()
})
