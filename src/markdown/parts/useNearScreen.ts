import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'

/** How far from the screen counts as near. */
const MARGIN = '50%'

/** Whether an element has come near to what is seen. Once it has, that stays so. */
export function useNearScreen(element: Element | null): Readonly<Ref<boolean>> {
  const isNear = shallowRef(element === null || typeof IntersectionObserver === 'undefined')
  if (element === null || isNear.value) return readonly(isNear)
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      isNear.value = true
      observer.disconnect()
    },
    { rootMargin: MARGIN },
  )
  observer.observe(element)
  onScopeDispose(() => observer.disconnect())
  return readonly(isNear)
}
