import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'

/** Distance from the viewport that counts as near. */
const MARGIN = '50%'

/** Returns whether an element has been near the viewport, or is about to be printed. Stays true from then on. */
export function useNearScreen(element: Element | null): Readonly<Ref<boolean>> {
  const isNear = shallowRef(element === null || typeof IntersectionObserver === 'undefined')
  if (element === null || isNear.value) return readonly(isNear)
  function setNear() {
    isNear.value = true
    stopObserving()
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setNear()
    },
    { rootMargin: MARGIN },
  )
  function stopObserving() {
    observer.disconnect()
    removeEventListener('beforeprint', setNear)
  }
  observer.observe(element)
  addEventListener('beforeprint', setNear)
  onScopeDispose(stopObserving)
  return readonly(isNear)
}
