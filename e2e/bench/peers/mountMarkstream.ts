import 'markstream-vue/index.css'
import MarkdownRender from 'markstream-vue'
import { createApp, defineComponent, h, shallowRef } from 'vue'
import type { Show } from '../inPage/renderBench.ts'

/** Omits the package that highlights its code blocks, because highlighting is off for all contestants. */
export function mountMarkstream(container: HTMLElement, settings: { mode?: 'chat' }): Show {
  const state = shallowRef({ content: '', final: false })
  const component = defineComponent(() => () => h(MarkdownRender, { ...settings, ...state.value }))
  createApp(component).mount(container)
  return (content, streaming) => {
    state.value = { content, final: !streaming }
  }
}
