import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { EventSource } from 'eventsource'
import OpenAI from 'openai'
import { expect, onTestFinished, test, vi } from 'vitest'
import { textOf, useChatStream, type UseChatStreamOptions } from 'vue-chat-stream'
import { createStubServer, type Model, type StubState } from 'vue-chat-stream/stub-server'
import { answerTo, createEchoModel } from './support/echoModel.ts'
import { until } from './support/until.ts'

const QUESTION = 'who? & 谁?'
const HAS_CURL = spawnSync('curl', ['--version']).error === undefined

async function startStub(model: Model = createEchoModel()) {
  const server = await createStubServer({ port: 0, model })
  onTestFinished(() => server.close())
  return {
    url: `${server.url}/ai/chat/stream`,
    openAIUrl: `${server.url}/v1`,
    state: server.handler.state,
  }
}

function useChat(options: UseChatStreamOptions) {
  const chat = useChatStream(options)
  onTestFinished(chat.dispose)
  return chat
}

const toQuery = (message: string) => `?${new URLSearchParams({ message }).toString()}`

test.skipIf(!HAS_CURL)('the stub streams to curl -N (skipped without curl)', async () => {
  // The model sends its second token after curl has printed the first.
  let resume = () => {}
  const firstTokenIsPrinted = new Promise<void>((resolve) => (resume = resolve))
  const { url } = await startStub(async function* () {
    yield { content: 'first' }
    await firstTokenIsPrinted
    yield { content: 'second' }
  })
  const curl = spawn('curl', ['--no-buffer', '--silent', '--show-error', `${url}?message=go`])
  let output = ''
  curl.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.includes('first')) resume()
  })
  const [code] = await once(curl, 'close')

  expect(code).toBe(0)
  expect(output.match(/(?<=^data: ).*/gm)?.slice(-3)).toEqual([
    '{"content":"first"}',
    '{"content":"second"}',
    '{"reason":"done","length":11}',
  ])
})

test('the stub streams to an EventSource, which closes at the event `close`', async () => {
  const { url, state } = await startStub()
  const source = new EventSource(url + toQuery(QUESTION))
  let text = ''
  source.onmessage = ({ data }: { data: string }) => {
    text += (JSON.parse(data) as { content: string }).content
  }
  await new Promise((resolve) => source.addEventListener('close', resolve))
  source.close()
  expect(text).toBe(answerTo(QUESTION))
  expect(state().runs).toBe(1)
})

test('the stub does not run the model again for a native EventSource that is never closed', async () => {
  const { url, state } = await startStub()
  const source = new EventSource(url + toQuery(QUESTION))
  onTestFinished(() => source.close())
  // After the end the EventSource reconnects with the last id; the stub's 204 makes it give up.
  await until(() => source.readyState === EventSource.CLOSED)
  expect(state()).toMatchObject({ runs: 1, openStreams: 0 })
})

test('the stub answers the official OpenAI client, streaming and in one piece', async () => {
  const { openAIUrl, state } = await startStub()
  const { chat } = new OpenAI({ baseURL: openAIUrl, apiKey: 'none', maxRetries: 0 })
  const request = { model: 'stub', messages: [{ role: 'user' as const, content: QUESTION }] }

  let text = ''
  let finishReason: string | null = null
  for await (const { choices } of await chat.completions.create({ ...request, stream: true })) {
    text += choices[0]?.delta.content ?? ''
    finishReason = choices[0]?.finish_reason ?? finishReason
  }
  expect(text).toBe(answerTo(QUESTION))
  expect(finishReason).toBe('stop')

  const whole = await chat.completions.create(request)
  expect(whole.choices[0]?.message.content).toBe(answerTo(QUESTION))
  expect(state().runs).toBe(2)
})

test.each(['get', 'session', 'eventsource'] as const)(
  'the stub answers the transport %s exactly, and runs the model once',
  async (transport) => {
    vi.stubGlobal('EventSource', EventSource)
    const { url, state } = await startStub()
    const answer = await useChat({ url, transport }).send(QUESTION)
    vi.unstubAllGlobals()
    expect(textOf(answer)).toBe(answerTo(QUESTION))
    expect(answer.outcome).toBe('complete')
    expect(state()).toMatchObject({ runs: 1, liveRuns: 0 })
  },
)

test('the stub answers the OpenAI dialect over the transport post', async () => {
  const { openAIUrl } = await startStub()
  const url = `${openAIUrl}/chat/completions`
  const chat = useChat({ url, transport: 'post', dialect: 'openai', body: { model: 'stub' } })
  const answer = await chat.send(QUESTION)
  expect(textOf(answer)).toBe(answerTo(QUESTION))
  expect(answer).toMatchObject({ outcome: 'complete', finishReason: 'stop' })
})

test.each(['get', 'session'] as const)(
  'the stub ends the run when the transport %s is stopped',
  async (transport) => {
    const { url, state } = await startStub(async function* endless() {
      for (;;) {
        await promisify(setTimeout)(5)
        yield { content: 'on ' }
      }
    })
    const chat = useChat({ url, transport, updates: 'event' })
    const answering = chat.send(QUESTION)
    await until(() => chat.messages.value.slice(1).some((answer) => textOf(answer) !== ''))
    expect(state()).toMatchObject({ liveRuns: 1 })
    chat.stop()

    expect(await answering).toMatchObject({ outcome: 'stopped' })
    await until(() => state().liveRuns === 0 && state().openStreams === 0)
    expect(state().runs).toBe(1)
  },
)

test('the stub serves 100 streams at once from one process, each with its own exact text', async () => {
  const script = fileURLToPath(new URL('support/stubProcess.ts', import.meta.url))
  const stub = execFile(process.execPath, ['--import', 'tsx', script, '100'])
  onTestFinished(() => void stub.kill())
  const [line] = (await once(stub.stdout ?? stub, 'data')) as [string]
  const origin = line.trim()
  const url = `${origin}/ai/chat/stream`

  const questions = Array.from({ length: 100 }, (_, index) => `question ${index}`)
  const answers = await Promise.all(questions.map((question) => useChat({ url }).send(question)))

  expect(answers.map(textOf)).toEqual(questions.map(answerTo))
  expect(answers.map(({ outcome }) => outcome)).toEqual(questions.map(() => 'complete'))
  const state = (await (await fetch(`${origin}/__stub/state`)).json()) as StubState
  expect(state).toMatchObject({ runs: 100, liveRuns: 0, openStreams: 0 })
})
