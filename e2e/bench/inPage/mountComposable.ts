import { effectScope, watch } from 'vue'
import { useChatStream } from '../../../src/composables/useChatStream.ts'
import { textOf } from '../../../src/core/index.ts'
import type { Client } from './clientBench.ts'
import type { Show } from './renderBench.ts'

/** Mounts `useChatStream` with a function that shows its answer. */
export function mountComposable(url: string, show: Show): Client {
  const client = effectScope(true).run((): Client => {
    const { messages, send } = useChatStream({ url })
    const text = (): string => {
      const last = messages.value.at(-1)
      return last?.role === 'assistant' ? textOf(last) : ''
    }
    watch(messages, () => show(text(), true), { flush: 'post' })
    const ask = async (): Promise<void> => {
      await send('Tell me everything.')
      show(text(), false)
    }
    return { ask, text }
  })
  if (!client) throw new Error('The effect scope has already ended.')
  return client
}
