import { computed, inject, type InjectionKey, type Ref } from 'vue'
import { useTouch } from '../base/useTouch.ts'

/** Injects the setting whether Enter sends, which applies to every field. Undefined if the user has not chosen. */
export const ENTER_SENDS: InjectionKey<Readonly<Ref<boolean | undefined>>> = Symbol('Enter sends')

export interface UseEnterKeyReturn {
  /** Whether Enter sends without a modifier key. */
  readonly enterSends: Readonly<Ref<boolean>>
  /** Returns whether a keydown sends the text. */
  readonly isSendKey: (event: KeyboardEvent) => boolean
}

/** Decides whether Enter sends. By default it does, except on touch devices, whose users cannot hold Shift. */
export function useEnterKey(): UseEnterKeyReturn {
  const chosen = inject(ENTER_SENDS, undefined)
  const isTouch = useTouch()
  const enterSends = computed(() => chosen?.value ?? !isTouch.value)
  return {
    enterSends,
    isSendKey({ key, shiftKey, altKey, ctrlKey, metaKey }) {
      if (key !== 'Enter' || shiftKey || altKey) return false
      return enterSends.value || ctrlKey || metaKey
    },
  }
}
