import { readonly, shallowRef, watch, type Ref } from 'vue'

/** Duration after which a wait shows a placeholder, in milliseconds. In a shorter wait it would only flash. */
export const LONG_WAIT = 180

/**
 * Returns whether the user has waited so long (`LONG_WAIT`) that a placeholder must be shown.
 *
 * @param isWaiting - whether the content is still loading
 * @param hasWaited - whether the user had already waited that long when this component was created
 */
export function useLongWait(isWaiting: () => boolean, hasWaited = false): Readonly<Ref<boolean>> {
  const isLong = shallowRef(hasWaited && isWaiting())
  watch(
    isWaiting,
    (waits, _before, onCleanup) => {
      if (!waits) isLong.value = false
      if (!waits || isLong.value) return
      const timer = setTimeout(() => (isLong.value = true), LONG_WAIT)
      onCleanup(() => clearTimeout(timer))
    },
    { immediate: true },
  )
  return readonly(isLong)
}
