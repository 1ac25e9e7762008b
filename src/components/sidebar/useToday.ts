import { useEventListener } from '@vueuse/core'
import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'

/** The beginning of the day that it is where the reader is, in milliseconds since 1970. It changes at midnight. */
export function useToday(): Readonly<Ref<number>> {
  const today = shallowRef(startOfDay(0))
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    today.value = startOfDay(0)
    clearTimeout(timer)
    timer = setTimeout(look, startOfDay(1) - Date.now())
  }

  look()
  // Timers stand still while the device sleeps.
  useEventListener(document, 'visibilitychange', look)
  onScopeDispose(() => clearTimeout(timer))
  return readonly(today)
}

function startOfDay(daysFromNow: number): number {
  const date = new Date()
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysFromNow).getTime()
}
