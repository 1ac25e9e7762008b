import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'

/** Returns whether the page is dark, according to the color scheme that the page, the user or the system chose. */
export function useDarkPage(): Readonly<Ref<boolean>> {
  const isDark = shallowRef(false)
  const system = matchMedia('(prefers-color-scheme: dark)')

  function update() {
    const scheme = getComputedStyle(document.documentElement).colorScheme
    isDark.value = scheme.includes('dark') && (!scheme.includes('light') || system.matches)
  }

  // Pages set their theme as an attribute of the root element.
  const observer = new MutationObserver(update)
  observer.observe(document.documentElement, { attributeFilter: ['class', 'data-theme', 'style'] })
  system.addEventListener('change', update)
  onScopeDispose(() => {
    observer.disconnect()
    system.removeEventListener('change', update)
  })
  update()
  return readonly(isDark)
}
