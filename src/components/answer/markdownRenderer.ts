import { shallowRef } from 'vue'
import type { StreamMarkdown } from '../../markdown/index.ts'
import { loadStreamMarkdown } from '../../markdown/internal.ts'

/** The renderer of answers, once it is there. */
export const markdownRenderer = shallowRef<typeof StreamMarkdown>()

let loading: Promise<void> | undefined

/**
 * Loads the renderer of answers, which the first screen does not need. Answers are plain text until it is
 * there; if it cannot be loaded, the next answer tries again.
 */
export function loadMarkdownRenderer(): Promise<void> {
  loading ??= load().catch(() => {
    loading = undefined
  })
  return loading
}

async function load(): Promise<void> {
  const { default: component, warmUp } = await loadStreamMarkdown()
  markdownRenderer.value = component
  warmUp(component)
}
