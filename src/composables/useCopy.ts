import { useTimeoutFn } from '@vueuse/core'
import { readonly, shallowRef, type Ref } from 'vue'

/** How long the result of copying is shown, in milliseconds. */
const SHOWN_FOR = 2500

export type CopyState = 'idle' | 'copied' | 'failed'

export interface UseCopyReturn {
  state: Readonly<Ref<CopyState>>
  copy: (text: string) => Promise<void>
}

/** Puts text on the clipboard and tells for a while how that went. */
export function useCopy(): UseCopyReturn {
  const state = shallowRef<CopyState>('idle')
  const { start } = useTimeoutFn(() => (state.value = 'idle'), SHOWN_FOR, { immediate: false })

  async function copy(text: string): Promise<void> {
    try {
      // There is no clipboard on pages served over plain HTTP: that throws here, too.
      await navigator.clipboard.writeText(text)
      state.value = 'copied'
    } catch {
      state.value = 'failed'
    }
    start()
  }

  return { state: readonly(state), copy }
}
