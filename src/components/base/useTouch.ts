import { useMediaQuery } from '@vueuse/core'
import type { Ref } from 'vue'

/** Returns whether the main pointer is a finger. The keyboard is then most likely on the screen. */
export function useTouch(): Readonly<Ref<boolean>> {
  return useMediaQuery('(pointer: coarse)')
}
