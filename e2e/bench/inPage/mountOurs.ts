import { createApp, defineComponent, h, shallowRef } from 'vue'
import { StreamMarkdown } from '../../../src/markdown/index.ts'
import type { Show } from './renderBench.ts'

/** Our renderer, as an app uses it. */
export function mountOurs(
  place: HTMLElement,
  { highlight }: { highlight: boolean },
): { show: Show; unmount: () => void } {
  const state = shallowRef({ text: '', streaming: true })
  const app = createApp(
    defineComponent(() => () => h(StreamMarkdown, { ...state.value, highlight })),
  )
  app.mount(place)
  return {
    show: (text, streaming) => (state.value = { text, streaming }),
    unmount: () => app.unmount(),
  }
}
