import { computed, type ComputedRef } from 'vue'
import { useTexts } from '../texts/useTexts.ts'
import type { ChatMessage } from '../../core/index.ts'

const TYPES = ['tool', 'source', 'file', 'data'] as const

/** Returns a sentence with how many parts of an answer were not kept; empty if all were. */
export function useOmittedText(omitted: () => ChatMessage['omitted']): ComputedRef<string> {
  const { t, n, locale } = useTexts()
  return computed(() => {
    const counts = omitted()
    const list = TYPES.flatMap((type) => {
      const count = counts?.[type] ?? 0
      return count > 0 ? [t(`omitted.${type}`, { count: n(count) }, count)] : []
    })
    if (list.length === 0) return ''
    const format = new Intl.ListFormat(locale.value, { type: 'unit', style: 'short' })
    return t('omitted.label', { list: format.format(list) })
  })
}
