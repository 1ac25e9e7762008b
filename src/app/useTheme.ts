import { useMediaQuery } from '@vueuse/core'
import { toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

type Theme = 'system' | 'light' | 'dark' | 'contrast'

/**
 * Applies a theme to the page: its colors (tokens.css) and those of the browser's own bars. High contrast is light or
 * dark as the system is. If the system asks for more contrast, every theme has it.
 */
export function useTheme(theme: MaybeRefOrGetter<Theme>): void {
  const wantsContrast = useMediaQuery('(prefers-contrast: more)')

  watchEffect(() => {
    const choice = toValue(theme)
    const { dataset } = document.documentElement
    const isPinned = choice === 'light' || choice === 'dark'
    if (isPinned) dataset['theme'] = choice
    else delete dataset['theme']
    if (choice === 'contrast' || wantsContrast.value) dataset['contrast'] = 'more'
    else delete dataset['contrast']

    for (const scheme of ['light', 'dark']) {
      const meta = document.querySelector(`meta[name="theme-color"][data-scheme="${scheme}"]`)
      const media = isPinned ? 'not all' : `(prefers-color-scheme: ${scheme})`
      meta?.setAttribute('media', choice === scheme ? 'all' : media)
    }
  })
}
