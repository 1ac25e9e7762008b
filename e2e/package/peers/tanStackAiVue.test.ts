// Proves what docs/migrating/tanstack-ai-vue.md says, with its own examples.
import { access, mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { textOf, type UseChatStreamReturn } from 'vue-chat-stream'
import { loadExamples } from '../docs/loadExamples.ts'
import { readExample } from '../docs/readExamples.ts'

const PAGE = 'docs/migrating/tanstack-ai-vue.md'
const PEERS = join(import.meta.dirname, 'node_modules')

/** The part of TanStack's chat that these tests use. Its types are only there if it is installed. */
interface TanStackChat {
  sendMessage(text: string): Promise<unknown>
  reload(): Promise<void>
  stop(): void
  readonly error: { readonly value: Error | undefined }
  readonly isLoading: { readonly value: boolean }
  readonly messages: {
    readonly value: readonly { readonly parts: readonly { readonly content?: string }[] }[]
  }
}

// `loadPeer` cannot find it: its package offers nothing to `require`.
const isInstalled = await access(join(PEERS, '@tanstack/ai-vue')).then(
  () => true,
  () => false,
)
if (!isInstalled) {
  console.warn(
    'The tests with @tanstack/ai-vue are skipped. They need `npm install --prefix e2e/package/peers`.',
  )
}

/** Creates the chat of the page's first example, which imports from the folder of the peers. */
async function useTanStack(url: string): Promise<TanStackChat> {
  const folder = join(PEERS, '.examples')
  await mkdir(folder, { recursive: true })
  const code = await readExample(PAGE, 'TanStack.js')
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(
    join(folder, 'TanStack.js'),
    `${code}\nimport { effectScope } from 'vue'\nexport const scope = effectScope()\n`,
  )
  const { useMyChat, scope } = (await import(
    /* @vite-ignore */ pathToFileURL(join(folder, 'TanStack.js')).href
  )) as {
    useMyChat(url: string): TanStackChat
    scope: { run<Result>(run: () => Result): Result }
  }
  // It calls `useId`, which warns outside of components.
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  onTestFinished(() => warn.mockRestore())
  return scope.run(() => useMyChat(url))
}

async function useOurs(url: string): Promise<UseChatStreamReturn> {
  const load = await loadExamples(PAGE)
  const { useMyChat } = (await load('TanStackNow.ts')) as {
    useMyChat(url: string): UseChatStreamReturn
  }
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  return scope.run(() => useMyChat(url)) as UseChatStreamReturn
}

const BEGIN = [
  { type: 'RUN_STARTED', threadId: 't', runId: 'r', timestamp: 1 },
  { type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant', timestamp: 1 },
  { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: 'Once', content: 'Once', timestamp: 1 },
]
const END = [
  { type: 'TEXT_MESSAGE_END', messageId: 'm', timestamp: 1 },
  { type: 'RUN_FINISHED', threadId: 't', runId: 'r', finishReason: 'stop', timestamp: 1 },
]
const toBody = (events: readonly object[]) =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')

interface Answer {
  readonly status?: number
  readonly type?: string
  readonly body: string
  /** The body does not end. */
  readonly isOpen?: boolean
}
const answers = {
  whole: { body: toBody([...BEGIN, ...END]) },
  cut: { body: toBody(BEGIN) },
  open: { body: toBody(BEGIN), isOpen: true },
  page: { type: 'text/html', body: '<h1>Sign in</h1>' },
  json: { type: 'application/json', body: '{"error":"Sign in"}' },
  failing: { status: 500, body: 'No' },
} satisfies Readonly<Record<string, Answer>>

async function startServer(first: Answer) {
  let next = first
  const bodies: { messages: readonly { content: string }[] }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    bodies.push(JSON.parse(body))
    const { status = 200, type = 'text/event-stream', body: answer, isOpen } = next
    response.writeHead(status, { 'content-type': type })
    response.write(answer)
    if (!isOpen) response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    bodies,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat`,
    answerWith: (answer: Answer) => (next = answer),
  }
}

const textsOf = ({ messages }: TanStackChat) =>
  messages.value.map(({ parts }) => parts.map(({ content }) => content).join(''))

describe.skipIf(!isInstalled)('useChat() of @tanstack/ai-vue', () => {
  test('sends the same messages and shows the same answer as its replacement', async () => {
    const { url, bodies } = await startServer(answers.whole)
    const [was, is] = [await useTanStack(url), await useOurs(url)]
    await was.sendMessage('Tell me')
    expect(await is.send('Tell me')).toMatchObject({ outcome: 'complete' })
    expect(textsOf(was)).toEqual(['Tell me', 'Once'])
    expect(is.messages.value.map(textOf)).toEqual(['Tell me', 'Once'])
    expect(bodies[0]?.messages).toEqual(bodies[1]?.messages)
  })

  test.each([
    ['a stream without RUN_FINISHED', answers.cut, 'truncated'],
    ['a web page', answers.page, 'failed'],
    ['a JSON error with status 200', answers.json, 'failed'],
  ])('ends without an error after %s, and as an error here', async (_, answer, outcome) => {
    const { url } = await startServer(answer)
    const [was, is] = [await useTanStack(url), await useOurs(url)]
    expect(await was.sendMessage('Tell me')).toBeUndefined()
    expect([was.error.value, was.isLoading.value]).toEqual([undefined, false])
    expect(await is.send('Tell me')).toMatchObject({ outcome })
    expect(is.status.value).toBe('error')
  })

  test('drops a question that is sent during an answer, which waits here', async () => {
    const { url, bodies } = await startServer(answers.open)
    const [was, is] = [await useTanStack(url), await useOurs(url)]
    void was.sendMessage('First')
    await vi.waitFor(() => expect(textsOf(was)).toEqual(['First', 'Once']))
    await was.sendMessage('Second')
    expect(textsOf(was)).toEqual(['First', 'Once'])
    expect(bodies).toHaveLength(1)
    was.stop()

    void is.send('First')
    await vi.waitFor(() => expect(is.messages.value).toHaveLength(2))
    void is.send('Second')
    expect(is.queue.value.map(textOf)).toEqual(['Second'])
  })

  test('loses the former answer if reloading it fails, which comes back here', async () => {
    const { url, answerWith } = await startServer(answers.whole)
    const [was, is] = [await useTanStack(url), await useOurs(url)]
    await was.sendMessage('Tell me')
    await is.send('Tell me')
    answerWith(answers.failing)
    await was.reload()
    expect(textsOf(was)).toEqual(['Tell me', ''])
    await is.regenerate()
    expect(is.messages.value.map(textOf)).toEqual(['Tell me', 'Once'])
  })
})
