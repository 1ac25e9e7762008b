import { computed, inject, shallowRef } from 'vue'
import { useAnnouncer } from '../announcing/useAnnouncer.ts'
import { englishLabels, markdownContextKey, type MarkdownContext } from '../options.ts'

/** Returns the settings of the surrounding document. A part outside of a document uses English. */
export function useMarkdownContext(): MarkdownContext {
  return inject(markdownContextKey, createDefaultContext, true)
}

const createDefaultContext = (): MarkdownContext => ({
  labels: shallowRef(englishLabels),
  drawDiagram: shallowRef(undefined),
  highlight: computed(() => true),
  announce: useAnnouncer(),
})
