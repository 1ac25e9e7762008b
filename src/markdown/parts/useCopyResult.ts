import { onScopeDispose, shallowRef, type Ref } from 'vue'

export type CopyResult = 'copied' | 'failed'

/** How long the result of copying is shown, in milliseconds. */
const SHOWN_FOR = 2500

/** Puts text on the clipboard and holds the result for a while. */
export function useCopyResult(): {
  result: Readonly<Ref<CopyResult | undefined>>
  copy: (text: string) => Promise<CopyResult>
} {
  const result = shallowRef<CopyResult>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDisposed = false
  onScopeDispose(() => {
    isDisposed = true
    clearTimeout(timer)
  })

  async function copy(text: string): Promise<CopyResult> {
    const outcome = await write(text)
    result.value = outcome
    clearTimeout(timer)
    // A browser that asks for permission takes its time.
    if (!isDisposed) timer = setTimeout(() => (result.value = undefined), SHOWN_FOR)
    return outcome
  }

  return { result, copy }
}

async function write(text: string): Promise<CopyResult> {
  try {
    // There is no clipboard on pages that are served over plain HTTP: that throws here, too.
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    return 'failed'
  }
}
