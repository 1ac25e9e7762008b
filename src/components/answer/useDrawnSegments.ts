import { useEventListener } from '@vueuse/core'
import { computed, nextTick, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue'
import type { AnswerSegment } from './answerSegments.ts'

/** Number of blocks that are drawn at once: more than most answers have. */
const FIRST = 24
/** Number of blocks that each further task draws, so that no task becomes long. */
const STEP = 8
/** Number of chunks that each task tells that the answer has ended. */
const ENDED_STEP = 4
/** Number of blocks in each further chunk. The browser skips the layout of chunks out of view. */
const CHUNK = 16

type Chunk = readonly AnswerSegment[]

export interface DrawnSegments {
  /** The blocks that are drawn, in chunks. A chunk that did not change stays the same object. */
  readonly chunks: ComputedRef<readonly Chunk[]>
  /** Whether all blocks are drawn. */
  readonly isWhole: ComputedRef<boolean>
  /** Whether a chunk is shown as part of a streaming answer. Becomes false chunk by chunk. */
  isAnswering: (index: number) => boolean
  /** Draws all blocks. Resolves when they are in the page. */
  drawAll: () => Promise<void>
}

/**
 * Draws the blocks of an answer: all of them, unless very many appear at once. Then the first ones are drawn, and
 * more with each task, in their order, so that nothing that is drawn moves. Printing draws all.
 */
export function useDrawnSegments(segments: () => Chunk, answering: () => boolean): DrawnSegments {
  const limit = shallowRef(FIRST)
  let formerChunks: readonly Chunk[] = []
  const chunks = computed(() => {
    const drawn = segments().slice(0, limit.value)
    formerChunks = toChunks(drawn).map((chunk, index) => unchanged(formerChunks[index], chunk))
    return formerChunks
  })
  let timer: ReturnType<typeof setTimeout> | undefined

  function drawMore(): void {
    timer = undefined
    limit.value += STEP
    follow()
  }

  function follow(): void {
    const { length } = segments()
    // Not one step in each frame: a busy page has few frames, and the reader waits for the end of the answer.
    if (length > limit.value) timer ??= setTimeout(drawMore)
    else if (limit.value < length + STEP) limit.value = length + STEP
  }

  /** Number of chunks that know that the answer has ended: rendering all of them again takes long. */
  const endedCount = shallowRef(answering() ? 0 : Infinity)
  let endingTimer: ReturnType<typeof setTimeout> | undefined

  function endMore(): void {
    endedCount.value += ENDED_STEP
    if (endedCount.value < chunks.value.length) endingTimer = setTimeout(endMore)
    else endedCount.value = Infinity
  }

  function drawAll(): Promise<void> {
    limit.value = Infinity
    return nextTick()
  }

  watch(segments, follow, { immediate: true })
  watch(answering, (isAnswering) => {
    clearTimeout(endingTimer)
    endedCount.value = 0
    if (!isAnswering) endMore()
  })
  useEventListener(globalThis, 'beforeprint', drawAll)
  onScopeDispose(() => {
    clearTimeout(timer)
    clearTimeout(endingTimer)
  })

  return {
    chunks,
    isAnswering: (index) => index >= endedCount.value,
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
