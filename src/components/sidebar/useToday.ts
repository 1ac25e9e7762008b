import { useEventListener } from '@vueuse/core'
import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'

/** Returns the start of the current local day, in milliseconds since 1970. Updates at midnight. */
export function useToday(): Readonly<Ref<number>> {
  const today = shallowRef(startOfDay(0))
  let timer: ReturnType<typeof setTimeout> | undefined

  function update(): void {
    today.value = startOfDay(0)
    clearTimeout(timer)
    timer = setTimeout(update, startOfDay(1) - Date.now())
  }

  update()
  // Timers pause while the device sleeps.
  useEventListener(document, 'visibilitychange', update)
  onScopeDispose(() => clearTimeout(timer))
  return readonly(today)
}

function startOfDay(daysFromNow: number): number {
  const date = new Date()
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysFromNow).getTime()
}
