import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue'
import type { AnswerSegment } from './answerSegments.ts'

/** Number of blocks that are drawn at once: more than most answers have. */
const FIRST = 40
/** Number of blocks that each further frame draws, so that no frame becomes long. */
const STEP = 10

/**
 * Returns the blocks of an answer that are drawn. All of them, unless very many appear at once: then the first ones,
 * and more with each frame, in their order. Nothing that is drawn moves. Printing draws all.
 */
export function useDrawnSegments(
  segments: ComputedRef<readonly AnswerSegment[]>,
): ComputedRef<readonly AnswerSegment[]> {
  const limit = shallowRef(FIRST)
  let frame: number | undefined

  function drawMore(): void {
    frame = undefined
    limit.value += STEP
    follow()
  }

  function follow(): void {
    const { length } = segments.value
    if (length > limit.value) frame ??= requestAnimationFrame(drawMore)
    else if (limit.value < length + STEP) limit.value = length + STEP
  }

  watch(segments, follow, { immediate: true })
  useEventListener(globalThis, 'beforeprint', () => (limit.value = Infinity))
  onScopeDispose(() => {
    if (frame !== undefined) cancelAnimationFrame(frame)
  })

  return computed(() =>
    segments.value.length > limit.value ? segments.value.slice(0, limit.value) : segments.value,
  )
}
