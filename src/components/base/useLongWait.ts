import { readonly, shallowRef, watch, type Ref } from 'vue'

/** How long something may be under way before it is shown, in milliseconds: what is over sooner would only flash. */
export const LONG_WAIT = 180

/**
 * Whether somebody has waited for something for so long that they should see what they wait for.
 *
 * @param isWaiting - whether it is under way
 * @param hasWaited - whether they had waited already when this began
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
