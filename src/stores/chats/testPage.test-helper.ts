import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, vi } from 'vitest'
import { textOf } from '../../core/index.ts'
import { useChats } from './chats.ts'
import { useSettings } from '../settings/settings.ts'

/** Creates a server that answers only what the test writes. */
function createServer() {
  const answers: { url: string; body: unknown; controller: ReadableStreamDefaultController }[] = []
  const bytes = new TextEncoder()

  const fetch = vi.fn(async (url: string, init: RequestInit) => {
    let controller: ReadableStreamDefaultController | undefined
    const body = new ReadableStream({ start: (given) => void (controller = given) })
    if (!controller) throw new Error('The stream did not start.')
    const started = controller
    init.signal?.addEventListener('abort', () => started.error(init.signal?.reason))
    answers.push({
      url,
      body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
      controller,
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  })

  async function write(index: number, content: string): Promise<void> {
    const line = `data: ${JSON.stringify({ content })}\n\n`
    answers[index]?.controller.enqueue(bytes.encode(line))
    await settle()
  }
  async function end(index: number): Promise<void> {
    answers[index]?.controller.enqueue(bytes.encode('event: close\ndata: {"reason":"done"}\n\n'))
    answers[index]?.controller.close()
    await settle()
  }
  return { fetch, answers, write, end }
}

/** Waits until streams and animation frames have run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await flushPromises()
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

/** A page with a store of chats, and the server that answers them. */
export interface TestPage {
  pinia: Pinia
  server: ReturnType<typeof createServer>
}

/** Prepares a new page for each test of the file. Returns that of the current test. */
export function preparePage(): TestPage {
  const page: TestPage = { pinia: createPinia(), server: createServer() }
  enableAutoUnmount(afterEach)

  beforeEach(() => {
    localStorage.clear()
    sessionStorage.clear()
    page.server = createServer()
    vi.stubGlobal('fetch', page.server.fetch)
    page.pinia = createPinia()
    setActivePinia(page.pinia)
    const settings = useSettings()
    settings.transport = 'post'
    settings.url = 'http://localhost:3000/chat'
  })

  afterEach(() => {
    disposePinia(page.pinia)
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })
  return page
}

/** Returns the text of the last message of the open chat. */
export function lastText(store: ReturnType<typeof useChats>): string | undefined {
  const last = store.active.messages.at(-1)
  return last ? textOf(last) : undefined
}
