import 'markstream-vue/index.css'
import MarkdownRender from 'markstream-vue'
import { createApp, defineComponent, h, shallowRef } from 'vue'
import { startRenderBench } from '../inPage/renderBench.ts'

// As its readme has it for a chat; code blocks plain, because highlighting is off for all.
startRenderBench((place) => {
  const state = shallowRef({ content: '', final: false })
  const component = defineComponent(
    () => () => h(MarkdownRender, { mode: 'chat', renderCodeBlocksAsPre: true, ...state.value }),
  )
  createApp(component).mount(place)
  return (content, streaming) => {
    state.value = { content, final: !streaming }
  }
})
