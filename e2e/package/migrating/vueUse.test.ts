// @vitest-environment happy-dom
// Proves what docs/migrating/vueuse-use-event-source.md says, with its own examples.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { nextTick, type Ref } from 'vue'
import { loadExamples } from '../docs/loadExamples.ts'

const load = await loadExamples('docs/migrating/vueuse-use-event-source.md')

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('useEventSource of VueUse', () => {
  test('misses the second of two equal tokens', async () => {
    const sources: EventTarget[] = []
    vi.stubGlobal(
      'EventSource',
      class extends EventTarget {
        onmessage: ((event: MessageEvent) => void) | undefined
        constructor() {
          super()
          sources.push(this)
          this.addEventListener('message', (event) => this.onmessage?.(event as MessageEvent))
        }
        close() {}
      },
    )
    const { text } = (await load('VueUse.ts')) as { text: Ref<string> }
    for (const content of ['bye', 'bye', '!']) {
      sources[0]?.dispatchEvent(new MessageEvent('message', { data: JSON.stringify({ content }) }))
      await nextTick()
    }
    expect(text.value).toBe('bye!')
  })
})
