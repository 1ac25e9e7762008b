import { useEventListener } from '@vueuse/core'
import { computed, nextTick, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue'
import type { AnswerSegment } from './answerSegments.ts'

/** Number of blocks that are drawn at once: more than most answers have. */
const FIRST = 24
/** Number of blocks that each further frame draws, so that no frame becomes long. */
const STEP = 8
/** Number of blocks in each further chunk. The browser skips the layout of chunks out of view. */
const CHUNK = 16

type Chunk = readonly AnswerSegment[]

export interface DrawnSegments {
  /** The blocks that are drawn, in chunks. A chunk that did not change stays the same object. */
  readonly chunks: ComputedRef<readonly Chunk[]>
  /** Whether all blocks are drawn. */
  readonly isWhole: ComputedRef<boolean>
  /** Draws all blocks. Resolves when they are in the page. */
  drawAll: () => Promise<void>
}

/**
 * Draws the blocks of an answer: all of them, unless very many appear at once. Then the first ones are drawn, and
 * more with each frame, in their order, so that nothing that is drawn moves. Printing draws all.
 */
export function useDrawnSegments(segments: () => Chunk): DrawnSegments {
  const limit = shallowRef(FIRST)
  let formerChunks: readonly Chunk[] = []
  let frame: number | undefined

  function drawMore(): void {
    frame = undefined
    limit.value += STEP
    follow()
  }

  function follow(): void {
    const { length } = segments()
    if (length > limit.value) frame ??= requestAnimationFrame(drawMore)
    else if (limit.value < length + STEP) limit.value = length + STEP
  }

  function drawAll(): Promise<void> {
    limit.value = Infinity
    return nextTick()
  }

  watch(segments, follow, { immediate: true })
  useEventListener(globalThis, 'beforeprint', drawAll)
  onScopeDispose(() => {
    if (frame !== undefined) cancelAnimationFrame(frame)
  })

  return {
    chunks: computed(() => {
      const drawn = segments().slice(0, limit.value)
      formerChunks = toChunks(drawn).map((chunk, index) => unchanged(formerChunks[index], chunk))
      return formerChunks
    }),
    isWhole: computed(() => segments().length <= limit.value),
    drawAll,
  }
}

function toChunks(segments: Chunk): readonly Chunk[] {
  if (segments.length === 0) return []
  const chunks = [segments.slice(0, FIRST)]
  for (let start = FIRST; start < segments.length; start += CHUNK) {
    chunks.push(segments.slice(start, start + CHUNK))
  }
  return chunks
}

/** Returns the former chunk if it equals the new one, so that it is not rendered again. */
function unchanged(former: Chunk | undefined, chunk: Chunk): Chunk {
  const isSame =
    former?.length === chunk.length &&
    chunk.every((segment, index) => isEqual(segment, former[index]))
  return isSame ? former : chunk
}

function isEqual(segment: AnswerSegment, former: AnswerSegment | undefined): boolean {
  if (segment.key !== former?.key) return false
  switch (segment.type) {
    case 'text':
    case 'reasoning':
      return segment.type === former.type && segment.text === former.text
    case 'tool':
      return former.type === 'tool' && segment.call === former.call
    case 'tools':
      return (
        former.type === 'tools' &&
        segment.calls.length === former.calls.length &&
        segment.calls.every((call, index) => call === former.calls[index])
      )
    case 'file':
      return former.type === 'file' && segment.file === former.file
    default:
      return segment satisfies never
  }
}
