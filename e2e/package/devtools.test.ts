import { expect, test } from 'vitest'
import { bundle } from './support/bundle.ts'

const NAMES = 'useChatStream, usePinnedChatStream'

test('a production build contains no devtools code', async () => {
  expect(await bundle(NAMES)).not.toMatch(/devtools|timeline|process\.env/i)
})

test('a development build adds a layer to the timeline', async () => {
  const code = await bundle(NAMES, 'development')
  // The queue that receives the layer's plugin, and the layer.
  expect(code).toContain('__VUE_DEVTOOLS_KIT_PLUGIN_BUFFER__')
  expect(code).toContain('Chat stream')
  expect(code).toMatch(/\.addTimelineLayer\(\{/)
})

test('the development entry has the same exports, and loads without devtools', async () => {
  const url = new URL('../../dist/development.js', import.meta.url).href
  const development = (await import(url)) as Record<string, unknown>
  const entry: Record<string, unknown> = await import('vue-chat-stream')
  const isChanged = (name: string) => entry[name] !== development[name]
  expect(Object.keys(development)).toEqual(Object.keys(entry))
  expect(Object.keys(entry).filter(isChanged)).toEqual(['useChatStream', 'usePinnedChatStream'])
})
