import { createApp, h } from 'vue'
import { createAppI18n } from '../../../src/app/i18n/createAppI18n.ts'
import ChatThread from '../../../src/components/ChatThread.vue'
import type { ChatMessage } from '../../../src/core/index.ts'
import { writeDocument } from '../document.ts'
import { startRenderBench } from '../inPage/renderBench.ts'

/** 4 MB in 2,000 messages. */
const TURNS = 1000
const QUESTION_LENGTH = 200
const ANSWER_LENGTH = 3800

function writeConversation(): ChatMessage[] {
  return Array.from({ length: TURNS }, (_, turn): ChatMessage[] => [
    {
      id: `question-${turn}`,
      role: 'user',
      parts: [{ type: 'text', text: writeDocument(QUESTION_LENGTH, turn) }],
      createdAt: turn,
    },
    {
      id: `answer-${turn}`,
      role: 'assistant',
      parts: [{ type: 'text', text: writeDocument(ANSWER_LENGTH, turn) }],
      createdAt: turn,
      outcome: 'complete',
    },
  ]).flat()
}

startRenderBench((place) => {
  const messages = writeConversation()
  place.style.cssText = 'display: grid; block-size: 100dvh; max-inline-size: none; padding: 0'
  return () => {
    const thread = () => h(ChatThread, { messages, queue: [], status: 'ready' })
    createApp(thread).use(createAppI18n()).mount(place)
  }
})
