import { toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

/** Puts the page into a theme: its colours (tokens.css) and those of the browser around it. */
export function useTheme(theme: MaybeRefOrGetter<'system' | 'light' | 'dark'>): void {
  watchEffect(() => {
    const choice = toValue(theme)
    if (choice === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = choice

    for (const scheme of ['light', 'dark']) {
      const meta = document.querySelector(`meta[name="theme-color"][data-scheme="${scheme}"]`)
      const media = choice === 'system' ? `(prefers-color-scheme: ${scheme})` : 'not all'
      meta?.setAttribute('media', choice === scheme ? 'all' : media)
    }
  })
}
