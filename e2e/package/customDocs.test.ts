// @vitest-environment happy-dom
// Tests the component of docs/custom.md that is written in React.
import { act, createElement, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createStubHandler } from 'vue-chat-stream/stub-server'
import { story } from '../../src/stub-server/answers/story.ts'
import { loadExamples } from './docs/loadExamples.ts'

test('a React component on top of ./core shows an answer', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const stub = createStubHandler({ pace: { min: 0, max: 0 } })
  onTestFinished(() => stub.close())
  const { Request } = globalThis
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => stub.fetch(new Request(url, init)))
  const load = await loadExamples('docs/custom.md')
  const { Chat } = (await load('Chat.tsx')) as { Chat: ComponentType }

  const page = document.createElement('main')
  document.body.append(page)
  const root = createRoot(page)
  onTestFinished(() => act(() => root.unmount()))
  await act(() => root.render(createElement(Chat)))
  const input = page.querySelector('input')
  if (!input) throw new Error('The component has no input.')
  input.value = 'Tell me a story'
  await act(() => page.querySelector('button')?.click())
  await vi.waitFor(() => act(() => expect(page.textContent).toContain(story)))
  expect(page.querySelector('button')?.disabled).toBe(false)
})
