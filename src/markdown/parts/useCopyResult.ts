import { onScopeDispose, shallowRef, type Ref } from 'vue'

/** How long the result of copying is shown, in milliseconds. */
const SHOWN_FOR = 2500

/** Puts text on the clipboard, and tells for a while how that went. */
export function useCopyResult(): {
  result: Readonly<Ref<'copied' | 'failed' | undefined>>
  copy: (text: string) => Promise<void>
} {
  const result = shallowRef<'copied' | 'failed'>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDisposed = false
  onScopeDispose(() => {
    isDisposed = true
    clearTimeout(timer)
  })

  async function copy(text: string): Promise<void> {
    try {
      // There is no clipboard on pages that are served over plain HTTP: that throws here, too.
      await navigator.clipboard.writeText(text)
      result.value = 'copied'
    } catch {
      result.value = 'failed'
    }
    clearTimeout(timer)
    // A browser that asks whether it may takes its time.
    if (isDisposed) return
    timer = setTimeout(() => (result.value = undefined), SHOWN_FOR)
  }

  return { result, copy }
}
