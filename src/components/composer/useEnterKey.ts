import { computed, inject, type InjectionKey, type Ref } from 'vue'
import { useTouch } from '../base/useTouch.ts'

/** Whether Enter sends what is written; undefined where nobody decided. Injected, as it concerns every field alike. */
export const ENTER_SENDS: InjectionKey<Readonly<Ref<boolean | undefined>>> = Symbol('Enter sends')

export interface UseEnterKeyReturn {
  /** Whether Enter alone sends. */
  readonly enterSends: Readonly<Ref<boolean>>
  readonly isToSend: (event: KeyboardEvent) => boolean
}

/** By itself Enter sends, but not on touch, where Return breaks the line: there is no Shift to hold. */
export function useEnterKey(): UseEnterKeyReturn {
  const chosen = inject(ENTER_SENDS, undefined)
  const isTouch = useTouch()
  const enterSends = computed(() => chosen?.value ?? !isTouch.value)
  return {
    enterSends,
    isToSend({ key, shiftKey, altKey, ctrlKey, metaKey }) {
      if (key !== 'Enter' || shiftKey || altKey) return false
      return enterSends.value || ctrlKey || metaKey
    },
  }
}
