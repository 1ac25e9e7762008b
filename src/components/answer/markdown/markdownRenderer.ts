import { shallowRef } from 'vue'
import type { StreamMarkdown } from '../../../markdown/index.ts'
import { loadStreamMarkdown } from '../../../markdown/internal.ts'

/** The component that renders answers; undefined until it is loaded. */
export const markdownRenderer = shallowRef<typeof StreamMarkdown>()

let loading: Promise<void> | undefined

/**
 * Loads the Markdown renderer on demand, because the first screen does not need it. Until it is loaded, answers are
 * shown as plain text. If loading fails, the next answer tries again.
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
