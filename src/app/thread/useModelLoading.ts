import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue'

/** How long a server that has loaded its model stays silent at most, in milliseconds. */
const LONGEST_SILENCE = 3000

/**
 * Returns whether a server that loads models is probably loading one: nothing of the answer arrived for three
 * seconds.
 *
 * @param isSilent - whether such a server was asked and has not responded yet
 */
export function useModelLoading(isSilent: () => boolean): Readonly<Ref<boolean>> {
  const isLoading = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => clearTimeout(timer)
  watch(
    isSilent,
    (silent) => {
      stop()
      isLoading.value = false
      if (silent) timer = setTimeout(() => (isLoading.value = true), LONGEST_SILENCE)
    },
    { immediate: true },
  )
  onScopeDispose(stop)
  return readonly(isLoading)
}
