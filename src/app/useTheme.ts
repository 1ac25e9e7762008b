import { useMediaQuery } from '@vueuse/core'
import { toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

type Theme = 'system' | 'light' | 'dark' | 'contrast'

/**
 * Puts the page into a theme: its colours (tokens.css) and those of the browser around it. High contrast is as light
 * or dark as the system; a system that wants more contrast gets it in every theme.
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
