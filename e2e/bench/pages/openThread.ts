import { createApp, h } from 'vue'
import { createAppTexts, setLanguage } from '../../../src/app/i18n/createAppTexts.ts'
import { en } from '../../../src/app/i18n/en.ts'
import ChatThread from '../../../src/components/thread/ChatThread.vue'
import { writeChat } from '../inPage/writeChat.ts'
import { startRenderBench } from '../inPage/renderBench.ts'

/** 4 MB in 2,000 messages. */
const TURNS = 1000

startRenderBench((container) => {
  const messages = writeChat(TURNS)
  container.style.cssText = 'display: grid; block-size: 100dvh; max-inline-size: none; padding: 0'
  return () => {
    const thread = () => h(ChatThread, { messages, queue: [], status: 'ready' })
    const texts = createAppTexts()
    setLanguage(texts, 'en', en)
    createApp(thread).use(texts).mount(container)
  }
})
