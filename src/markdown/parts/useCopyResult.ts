import { onScopeDispose, shallowRef, type Ref } from 'vue'

export type CopyResult = 'copied' | 'failed'

/** How long the copy result is shown, in milliseconds. */
const DISPLAY_TIME = 2500

/** Copies text to the clipboard, and keeps the result for {@link DISPLAY_TIME} milliseconds. */
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
    // The component may have been unmounted while the browser asked for permission.
    if (!isDisposed) timer = setTimeout(() => (result.value = undefined), DISPLAY_TIME)
    return outcome
  }

  return { result, copy }
}

async function write(text: string): Promise<CopyResult> {
  try {
    // Also throws on pages served over plain HTTP, where `navigator.clipboard` is undefined.
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    return 'failed'
  }
}
