import { useTimeoutFn } from '@vueuse/core'
import { readonly, shallowRef, type Ref } from 'vue'

/** How long the result of copying is shown, in milliseconds. */
const SHOWN_FOR = 2500

export type CopyState = 'idle' | 'copied' | 'failed'

export interface UseCopyReturn {
  state: Readonly<Ref<CopyState>>
  /**
   * @param html - the same as HTML, for programs that understand it
   * @returns what `state` is afterwards
   */
  copy: (text: string, html?: () => Promise<string>) => Promise<'copied' | 'failed'>
}

/** Puts text on the clipboard and tells for a while how that went. */
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
    // There is no clipboard on pages served over plain HTTP: that throws here, too.
    await (html ? write(text, html()) : navigator.clipboard.writeText(text))
    return 'copied'
  } catch {
    return 'failed'
  }
}

/** At once, as the click that allows it does not last: Safari takes what is still to come as a promise. */
function write(text: string, html: Promise<string>): Promise<void> {
  const blobOf = (type: string, content: string) => new Blob([content], { type })
  return navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': blobOf('text/plain', text),
      'text/html': html.then((content) => blobOf('text/html', content)),
    }),
  ])
}
