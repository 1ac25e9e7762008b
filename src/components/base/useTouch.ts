import { useMediaQuery } from '@vueuse/core'
import type { Ref } from 'vue'

/** Whether a finger is the main pointer, and so the keyboard most likely one on the screen. */
export function useTouch(): Readonly<Ref<boolean>> {
  return useMediaQuery('(pointer: coarse)')
}
