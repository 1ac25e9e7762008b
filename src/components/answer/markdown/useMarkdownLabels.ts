import { computed, type ComputedRef } from 'vue'
import { useTexts } from '../../texts/useTexts.ts'
import type { MarkdownLabels } from '../../../markdown/index.ts'

/** Returns the localized labels of the controls in an answer. */
export function useMarkdownLabels(): ComputedRef<MarkdownLabels> {
  const { t } = useTexts()
  return computed(() => ({
    copy: t('markdown.copy'),
    copied: t('markdown.copied'),
    copyFailed: t('markdown.copyFailed'),
    wrap: t('markdown.wrap'),
    download: t('markdown.download'),
    copyTable: t('markdown.copyTable'),
    code: t('markdown.code'),
    formula: t('markdown.formula'),
    diagram: t('markdown.diagram'),
    loadImage: (host) => t('markdown.loadImage', { host }),
    imageFailed: t('markdown.imageFailed'),
    openImage: t('markdown.openImage'),
    footnotes: t('markdown.footnotes'),
    backToText: t('markdown.backToText'),
    taskDone: t('markdown.taskDone'),
    taskOpen: t('markdown.taskOpen'),
  }))
}
