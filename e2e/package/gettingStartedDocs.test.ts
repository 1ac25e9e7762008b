// @vitest-environment happy-dom
// Tests the component of docs/getting-started.md against the stub.
import { mount } from '@vue/test-utils'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Component } from 'vue'
import { createStubHandler } from 'vue-chat-stream/stub-server'
import { loadExamples } from './docs/loadExamples.ts'

test('the component shows an answer, reports a failed one, and retries it', async () => {
  const stub = createStubHandler({ pace: { min: 0, max: 0 } })
  onTestFinished(() => stub.close())
  const { Request } = globalThis
  const fetch = vi.fn((url: string, init: RequestInit) => stub.fetch(new Request(url, init)))
  vi.stubGlobal('fetch', fetch)
  const load = await loadExamples('docs/getting-started.md')
  const page = mount((await load('App.vue'))['default'] as Component)
  onTestFinished(() => page.unmount())
  const ask = async (question: string) => {
    await page.get('form input').setValue(question)
    await page.get('form').trigger('submit')
  }

  await ask('markdown')
  await vi.waitFor(() =>
    expect(page.find('article[aria-label=assistant] strong').exists()).toBe(true),
  )

  await ask('/nest-error 20')
  await vi.waitFor(() => expect(page.get('[role=alert]').text()).not.toBe(''))
  const requests = fetch.mock.calls.length
  await page.get('[role=alert] + button').trigger('click')
  await vi.waitFor(() => expect(fetch.mock.calls.length).toBeGreaterThan(requests))
  await vi.waitFor(() => expect(page.get('[role=alert]').text()).not.toBe(''))
})
