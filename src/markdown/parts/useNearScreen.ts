import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'

/** How far from the screen counts as near. */
const MARGIN = '50%'

/** Whether an element has come near to what is seen, or is about to be printed. Once it has, that stays so. */
export function useNearScreen(element: Element | null): Readonly<Ref<boolean>> {
  const isNear = shallowRef(element === null || typeof IntersectionObserver === 'undefined')
  if (element === null || isNear.value) return readonly(isNear)
  function come() {
    isNear.value = true
    leave()
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) come()
    },
    { rootMargin: MARGIN },
  )
  function leave() {
    observer.disconnect()
    removeEventListener('beforeprint', come)
  }
  observer.observe(element)
  addEventListener('beforeprint', come)
  onScopeDispose(leave)
  return readonly(isNear)
}
