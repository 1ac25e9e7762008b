import { execFileSync } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { textOf, useChatStream, type ChatMessage } from 'vue-chat-stream'
import { StreamMarkdown } from 'vue-chat-stream/markdown'

test('useChatStream() renders on a server without a request or a warning', async () => {
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

test('StreamMarkdown renders on a server without a warning', async () => {
  const warn = vi.spyOn(console, 'warn')
  const text =
    'Some *Markdown*:\n\n```js\nrun()\n```\n\n$x$ and ![a fox](https://example.org/fox.png)'
  const html = await renderToString(createSSRApp(StreamMarkdown, { text }))

  expect(html).toContain('<p>Some <em>Markdown</em>:</p>')
  expect(html).toContain('run()')
  expect(html).toContain('Load image from example.org')
  expect(html).not.toContain('<img')
  expect(warn).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

const ENTRIES = ['', '/core', '/markdown', '/testing', '/stub-server']

test.each(ENTRIES.map((entry) => `vue-chat-stream${entry}`))(
  '%s changes no global when Node imports it',
  (entry) => {
    // Import Vue first: it sets globals itself.
    const script = `
      await import('vue')
      const before = Reflect.ownKeys(globalThis)
      await import('${entry}')
      const added = Reflect.ownKeys(globalThis).filter((name) => !before.includes(name))
      console.log(JSON.stringify({ added }))
    `
    // The process would time out if a timer or a socket kept it alive.
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      timeout: 60_000,
    })
    expect(JSON.parse(output)).toEqual({ added: [] })
  },
)
