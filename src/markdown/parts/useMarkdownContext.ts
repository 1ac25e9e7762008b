import { computed, inject, shallowRef } from 'vue'
import { useAnnouncer } from '../announcing/useAnnouncer.ts'
import { englishLabels, markdownContextKey, type MarkdownContext } from '../options.ts'

/** What the document that a part stands in shares with it; a part alone speaks English. */
export function useMarkdownContext(): MarkdownContext {
  return inject(markdownContextKey, alone, true)
}

const alone = (): MarkdownContext => ({
  labels: shallowRef(englishLabels),
  drawDiagram: shallowRef(undefined),
  highlight: computed(() => true),
  announce: useAnnouncer(),
})
