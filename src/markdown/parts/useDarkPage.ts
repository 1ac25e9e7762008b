import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'

/** Whether the page is dark: by its colour scheme, whoever chose that. */
export function useDarkPage(): Readonly<Ref<boolean>> {
  const isDark = shallowRef(false)
  const system = matchMedia('(prefers-color-scheme: dark)')

  function look() {
    const scheme = getComputedStyle(document.documentElement).colorScheme
    isDark.value = scheme.includes('dark') && (!scheme.includes('light') || system.matches)
  }

  // A page marks its theme on its root.
  const observer = new MutationObserver(look)
  observer.observe(document.documentElement, { attributeFilter: ['class', 'data-theme', 'style'] })
  system.addEventListener('change', look)
  onScopeDispose(() => {
    observer.disconnect()
    system.removeEventListener('change', look)
  })
  look()
  return readonly(isDark)
}
