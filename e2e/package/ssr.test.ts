import { execFileSync } from 'node:child_process'
import { expect, it, vi } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { textOf, useChatStream, type ChatMessage } from 'vue-chat-stream'

it('renders on a server, without a request and without a warning', async () => {
  const warn = vi.spyOn(console, 'warn')
  const fetch = vi.spyOn(globalThis, 'fetch')
  const greeting: ChatMessage = {
    id: 'greeting',
    role: 'assistant',
    parts: [{ type: 'text', text: 'What may I tell you?' }],
    createdAt: 0,
  }
  const app = createSSRApp({
    setup() {
      const { messages, status } = useChatStream({ url: '/chat', messages: [greeting] })
      return () => h('p', { 'data-status': status.value }, messages.value.map(textOf))
    },
  })

  expect(await renderToString(app)).toBe('<p data-status="ready">What may I tell you?</p>')
  expect(fetch).not.toHaveBeenCalled()
  expect(warn).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

it.each(['vue-chat-stream', 'vue-chat-stream/core', 'vue-chat-stream/stub-server'])(
  'does nothing when Node imports %s',
  (entry) => {
    // Vue leaves marks of its own.
    const script = `
      await import('vue')
      const before = Reflect.ownKeys(globalThis)
      await import('${entry}')
      const added = Reflect.ownKeys(globalThis).filter((name) => !before.includes(name))
      console.log(JSON.stringify({ added }))
    `
    // It would not come to its end if a timer or a socket kept it alive.
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      timeout: 10_000,
    })
    expect(JSON.parse(output)).toEqual({ added: [] })
  },
)
