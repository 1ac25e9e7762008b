// @vitest-environment happy-dom
// The examples of docs/testing.md, in the environment in which most components are tested.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mount } from '@vue/test-utils'
import { afterAll, beforeAll } from 'vitest'
// Apart, as on the page.
import { expect, test, vi } from 'vitest'
import {
  defineComponent,
  h,
  ref,
  vModelText,
  withDirectives,
  withModifiers,
  type PropType,
} from 'vue'
import { useChatStream, type UseChatStreamOptions } from 'vue-chat-stream'
import { createChatStream, textOf } from 'vue-chat-stream/core'
import {
  createFakeTransport,
  createTape,
  createTapeRecorder,
  forEveryCut,
  parseTape,
  replayAsFetch,
} from 'vue-chat-stream/testing'

/** What the page's component is when it is compiled. */
const SupportChat = defineComponent({
  props: {
    options: { type: Object as PropType<Partial<UseChatStreamOptions>>, default: undefined },
  },
  setup(props) {
    const { messages, status, error, send } = useChatStream({
      url: '/ai/chat/stream',
      ...props.options,
    })
    const question = ref('')
    return () => [
      messages.value.map((message) => h('p', { key: message.id }, textOf(message))),
      h('p', { role: 'status' }, status.value),
      error.value && h('p', { role: 'alert' }, error.value.message),
      h('form', { onSubmit: withModifiers(() => void send(question.value), ['prevent']) }, [
        withDirectives(
          h('input', { 'onUpdate:modelValue': (text: string) => (question.value = text) }),
          [[vModelText, question.value]],
        ),
      ]),
    ]
  },
})

const server = createServer((_request, response) => {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'access-control-allow-origin': '*',
  })
  response.end('data: {"content":"Once upon"}\n\ndata: {"content":" a time."}\n\n')
})
let url = ''
let file = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  file = join(await mkdtemp(join(tmpdir(), 'tape-')), 'story.tape.json')
  await record()
})

afterAll(async () => {
  server.close()
  await rm(join(file, '..'), { recursive: true })
})

async function record() {
  const recorder = createTapeRecorder()
  const chat = createChatStream({ url, fetch: recorder.fetch })
  await chat.send('Tell me a story')
  await writeFile(file, JSON.stringify(recorder.tape(), null, 2))
}

test('shows the answer while it grows', async () => {
  const fake = createFakeTransport()
  const options = { transport: fake.transport, updates: 'event' } as const
  const wrapper = mount(SupportChat, { props: { options } })
  await wrapper.get('input').setValue('Where is my parcel?')
  await wrapper.get('form').trigger('submit')

  const request = await fake.next()
  expect(request.question).toBe('Where is my parcel?')
  await request.text('On its')
  expect(wrapper.text()).toContain('On its')
  expect(wrapper.get('[role=status]').text()).toBe('streaming')
  await request.end(' way.')
  expect(wrapper.text()).toContain('On its way.')
  expect(wrapper.get('[role=status]').text()).toBe('ready')
})

test('shows why there is no answer', async () => {
  const fake = createFakeTransport()
  const wrapper = mount(SupportChat, { props: { options: { transport: fake.transport } } })
  await wrapper.get('input').setValue('Hello?')
  await wrapper.get('form').trigger('submit')
  const request = await fake.next()
  await request.refuse(401, { message: 'Sign in first' })
  expect(wrapper.get('[role=alert]').text()).toContain('Sign in first')
})

test('gives up after a while', async () => {
  vi.useFakeTimers()
  const fake = createFakeTransport()
  const chat = createChatStream({ url: '/', transport: fake.transport, idleTimeout: 10_000 })
  const answer = chat.send('Hello?')
  const request = await fake.next()
  await request.text('Hm')
  const hung = request.hang()
  await vi.advanceTimersByTimeAsync(10_000)
  await hung
  expect((await answer).error?.kind).toBe('timeout')
  vi.useRealTimers()
})

test('shows the story', async () => {
  const tape = parseTape(await readFile(file, 'utf8'))
  const chat = createChatStream({ url, fetch: replayAsFetch(tape) })
  expect(textOf(await chat.send('Tell me a story'))).toBe('Once upon a time.')
})

test('keeps what came before the connection broke', async () => {
  const tape = createTape('data: {"content":"Take"}\n\ndata: {"content":" two"}\n\n')
  const fetch = replayAsFetch(tape, { chunk: 1, cutAfter: { events: 1 } })
  const answer = await createChatStream({ url, fetch }).send('How many?')
  expect(textOf(answer)).toBe('Take')
  expect(answer.outcome).toBe('truncated')
})

test('calls no answer complete that is not whole', async () => {
  const tape = createTape('data: {"content":"Take two"}\n\nevent: close\ndata: {}\n\n')
  await forEveryCut(
    tape,
    async ({ fetch, isWhole }) => {
      const answer = await createChatStream({ url, fetch }).send('How many?')
      if (isWhole) expect(textOf(answer)).toBe('Take two')
      if (textOf(answer) !== 'Take two') expect(answer.outcome).toBe('truncated')
    },
    { every: 'byte' },
  )
})

test('every example of the page is here', async () => {
  const page = await readFile(join(import.meta.dirname, '../../docs/testing.md'), 'utf8')
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  const here = lines(await readFile(import.meta.filename, 'utf8'))
  const examples = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => lines(code))
  expect(examples.length).toBeGreaterThan(5)
  for (const example of examples) {
    const isImports = example[0]?.startsWith('import')
    if (isImports) expect(here).toEqual(expect.arrayContaining(example))
    else expect(here.join('\n')).toContain(example.join('\n'))
  }
})
