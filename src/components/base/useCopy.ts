import { useTimeoutFn } from '@vueuse/core'
import { readonly, shallowRef, type Ref } from 'vue'

/** How long the result of copying is shown, in milliseconds. */
const SHOWN_FOR = 2500

export type CopyState = 'idle' | 'copied' | 'failed'

export interface UseCopyReturn {
  state: Readonly<Ref<CopyState>>
  /**
   * Copies a text to the clipboard.
   *
   * @param html - creates the same text as HTML, for programs that accept rich text
   * @returns the new `state`
   */
  copy: (text: string, html?: () => Promise<string>) => Promise<'copied' | 'failed'>
}

/** Copies text to the clipboard. `state` shows the result for 2.5 seconds, then returns to `idle`. */
export function useCopy(): UseCopyReturn {
  const state = shallowRef<CopyState>('idle')
  const { start } = useTimeoutFn(() => (state.value = 'idle'), SHOWN_FOR, { immediate: false })

  async function copy(text: string, html?: () => Promise<string>): Promise<'copied' | 'failed'> {
    const result = await tryToCopy(text, html)
    state.value = result
    start()
    return result
  }

  return { state: readonly(state), copy }
}

async function tryToCopy(
  text: string,
  html: (() => Promise<string>) | undefined,
): Promise<'copied' | 'failed'> {
  try {
    // `navigator.clipboard` does not exist on pages served over plain HTTP. The resulting TypeError is caught, too.
    await (html ? writeRichText(text, html()) : navigator.clipboard.writeText(text))
    return 'copied'
  } catch {
    return 'failed'
  }
}

/**
 * Writes plain text and HTML. Calls `write` before the HTML is ready, with a promise: Safari allows it only during the
 * click, which is over once the HTML has been awaited.
 */
function writeRichText(text: string, html: Promise<string>): Promise<void> {
  const blobOf = (type: string, content: string) => new Blob([content], { type })
  return navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': blobOf('text/plain', text),
      'text/html': html.then((content) => blobOf('text/html', content)),
    }),
  ])
}
