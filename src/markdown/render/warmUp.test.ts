import { mount } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, onUnmounted } from 'vue'
import StreamMarkdown from '../StreamMarkdown.vue'

let idle: ((deadline: IdleDeadline) => void)[] = []
let warmUp: typeof import('./warmUp.ts').warmUp

beforeEach(async () => {
  idle = []
  vi.stubGlobal('requestIdleCallback', (run: (deadline: IdleDeadline) => void) => idle.push(run))
  vi.resetModules()
  ;({ warmUp } = await import('./warmUp.ts'))
})

/** Simulates an idle period long enough to render a number of pieces. */
function beIdle(pieces: number) {
  let left = pieces
  idle.shift()?.({ didTimeout: false, timeRemaining: () => (left-- > 0 ? 50 : 0) })
}

test('warmUp() renders a document off the page in idle periods, and removes it', () => {
  const texts: string[] = []
  let gone = 0
  const Sample = defineComponent({
    props: { text: String, streaming: Boolean },
    setup(props) {
      onUnmounted(() => gone++)
      return () => h('p', texts.push(props.text ?? ''))
    },
  })
  warmUp(Sample)
  warmUp(Sample)
  expect(idle).toHaveLength(1)
  expect(texts).toEqual([])

  beIdle(3)
  expect(texts).toHaveLength(3)
  expect(texts[2]?.startsWith(texts[1] ?? '')).toBe(true)
  beIdle(1000)
  expect(idle).toEqual([])
  expect(gone).toBe(4)
  expect(document.body.innerHTML).toBe('')
})

test('StreamMarkdown warms up only while it waits for an answer', async () => {
  // A fresh copy of the module, which is not warm yet.
  const { default: Fresh } = await import('../StreamMarkdown.vue')
  mount(Fresh, { props: { text: 'Some', streaming: true } })
  mount(Fresh, { props: { text: '' } })
  expect(idle).toEqual([])
  mount(Fresh, { props: { text: '', streaming: true } })
  expect(idle).toHaveLength(1)
})

test('warmUp() does nothing in a browser without requestIdleCallback', () => {
  vi.stubGlobal('requestIdleCallback', undefined)
  expect(() => warmUp(StreamMarkdown)).not.toThrow()
})
