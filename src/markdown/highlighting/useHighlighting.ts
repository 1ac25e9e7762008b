import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { appended, CHUNK_SIZE, type Chunks } from '../chunks.ts'
import type { LineReader } from './createLineReader.ts'
import type { Piece } from './toPieces.ts'

/** How long lines are read without a pause, in milliseconds. */
const LONGEST_TURN = 4

/**
 * The pieces of the lines of code that have been read, from the first on. A line is read once, when it is
 * complete; many at once are read while the page has nothing else to do. Nothing is loaded before there is a
 * language.
 *
 * Languages are CodeMirror's stream parsers, which keep a state from line to line. Shiki's grammars would
 * colour more finely, at the price of a WebAssembly module, which the page's policy would have to allow, or
 * of tasks of many milliseconds.
 */
export function useHighlighting(
  lines: () => Chunks<string>,
  open: () => boolean,
  language: () => string,
): Readonly<ShallowRef<Chunks<readonly Piece[]>>> {
  const pieces = shallowRef<Chunks<readonly Piece[]>>([])
  let createReader: (() => LineReader) | undefined
  let read: LineReader | undefined
  let count = 0
  /** All lines as they were when some of them were last read. */
  let seen: Chunks<string> = []
  let cancelPause: (() => void) | undefined
  let isDisposed = false

  function restart() {
    cancelPause?.()
    cancelPause = undefined
    pieces.value = []
    count = 0
    read = createReader?.()
  }

  function readMore() {
    cancelPause = undefined
    const all = lines()
    seen = all
    if (read === undefined) return
    const complete = lengthOf(all) - (open() ? 1 : 0)
    const until = performance.now() + LONGEST_TURN
    let found = pieces.value
    try {
      while (count < complete && performance.now() < until) {
        const line = all[Math.floor(count / CHUNK_SIZE)]?.[count % CHUNK_SIZE] ?? ''
        // A line that its language cannot cope with counts: another in its place is a reason to begin anew.
        count++
        found = appended(found, read(line))
      }
      if (count < complete) cancelPause = whenIdle(readMore)
    } catch {
      // A language that cannot cope leaves the rest as it is.
      read = undefined
    }
    pieces.value = found
  }

  watch(
    language,
    async (name) => {
      createReader = undefined
      restart()
      if (name === '') return
      const loaded = await loadReaders(name)
      if (name !== language() || isDisposed) return
      createReader = loaded
      restart()
      readMore()
    },
    { immediate: true },
  )
  watch([lines, open], () => {
    if (!beginsAlike(seen, lines(), count)) restart()
    if (cancelPause === undefined) readMore()
  })
  onScopeDispose(() => {
    isDisposed = true
    cancelPause?.()
  })
  return pieces
}

let loading: Promise<typeof import('./createLineReader.ts')> | undefined

async function loadReaders(language: string): Promise<(() => LineReader) | undefined> {
  // Not by an import each time: what bundlers make of one looks for files that are there already.
  loading ??= import('./createLineReader.ts')
  try {
    const { loadLineReaders } = await loading
    return await loadLineReaders(language)
  } catch {
    // Without a connection, say. Code without colours is code; the next one tries again.
    loading = undefined
    return undefined
  }
}

function lengthOf(chunks: Chunks<unknown>): number {
  return Math.max(0, chunks.length - 1) * CHUNK_SIZE + (chunks.at(-1)?.length ?? 0)
}

/** Whether the first lines are the same. Full chunks that are the same objects are not looked into. */
function beginsAlike(before: Chunks<string>, after: Chunks<string>, count: number): boolean {
  return before.every((chunk, index) => {
    const same = after[index]
    if (chunk === same) return true
    return chunk
      .slice(0, Math.max(0, count - index * CHUNK_SIZE))
      .every((line, at) => line === same?.[at])
  })
}

/** Runs something when the page has nothing else to do; Safari does not tell when that is. */
function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, 16)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(run, { timeout: 1000 })
  return () => cancelIdleCallback(handle)
}
