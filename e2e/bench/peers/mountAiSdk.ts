import { useChat } from '@ai-sdk/vue'
import { DefaultChatTransport } from 'ai'
import { effectScope, watch } from 'vue'
import type { Client } from '../inPage/clientBench.ts'
import type { Show } from '../inPage/renderBench.ts'

/** Mounts the AI SDK's composable with a function that shows its answer. */
export function mountAiSdk(url: string, show: Show, options: { throttle?: number }): Client {
  const client = effectScope(true).run((): Client => {
    const transport = new DefaultChatTransport({ api: url })
    const { messages, sendMessage } = useChat({ ...options, transport })
    const text = (): string => {
      const last = messages.value.at(-1)
      if (last?.role !== 'assistant') return ''
      return last.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
    }
    watch(messages, () => show(text(), true), { flush: 'post' })
    const ask = async (): Promise<void> => {
      await sendMessage({ text: 'Tell me everything.' })
      show(text(), false)
    }
    return { ask, text }
  })
  if (!client) throw new Error('The effect scope has already ended.')
  return client
}
