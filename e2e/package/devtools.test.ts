import { expect, test } from 'vitest'
import { bundle } from './support/bundle.ts'

const NAMES = 'useChatStream, usePinnedChatStream'

test('a build for production has nothing of the devtools', async () => {
  expect(await bundle(NAMES)).not.toMatch(/devtools|timeline|process\.env/i)
})

test('a build for development adds a layer to the timeline', async () => {
  const code = await bundle(NAMES, 'development')
  // What the layer's plugin is handed to, and the layer.
  expect(code).toContain('__VUE_DEVTOOLS_KIT_PLUGIN_BUFFER__')
  expect(code).toContain('Chat stream')
  expect(code).toMatch(/\.addTimelineLayer\(\{/)
})

test('the entry for development has the same names, and loads where no devtools are', async () => {
  const address = new URL('../../dist/development.js', import.meta.url).href
  const development = (await import(address)) as Record<string, unknown>
  const entry: Record<string, unknown> = await import('vue-chat-stream')
  const isChanged = (name: string) => entry[name] !== development[name]
  expect(Object.keys(development)).toEqual(Object.keys(entry))
  expect(Object.keys(entry).filter(isChanged)).toEqual(['useChatStream', 'usePinnedChatStream'])
})
