import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { appended, CHUNK_SIZE, type Chunks } from '../chunks.ts'
import type { LineReader } from './createLineReader.ts'
import type { Piece } from './toPieces.ts'

/** Maximum time to read lines without a pause, in milliseconds. */
const MAX_READING_TIME = 4

/**
 * Highlights lines of code. Returns the pieces of the lines that have been read so far, from the first line on. Each
 * line is read once, when it is complete. Many lines at once are read while the browser is idle. Nothing is loaded
 * until a language is set.
 *
 * Languages are CodeMirror's stream parsers, which keep a state from line to line. Shiki's grammars would highlight in
 * more detail, but they need a WebAssembly module, which the page's content security policy would have to allow, or
 * tasks of many milliseconds.
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
  /** All lines as of the last time that some were read. */
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
    const complete = countLines(all) - (open() ? 1 : 0)
    const until = performance.now() + MAX_READING_TIME
    let found = pieces.value
    try {
      while (count < complete && performance.now() < until) {
        const line = all[Math.floor(count / CHUNK_SIZE)]?.[count % CHUNK_SIZE] ?? ''
        // Count a line even if the tokenizer fails on it: then a change of this line restarts the reading.
        count++
        found = appended(found, read(line))
      }
      if (count < complete) cancelPause = whenIdle(readMore)
    } catch {
      // If the tokenizer fails, the rest of the code stays plain.
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
    if (!haveSameStart(seen, lines(), count)) restart()
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
  // Import only once: a bundler's dynamic import checks at every call which files are already loaded.
  loading ??= import('./createLineReader.ts')
  try {
    const { loadLineReaders } = await loading
    return await loadLineReaders(language)
  } catch {
    // For example, the network is down. The code stays plain, and the next code block tries again.
    loading = undefined
    return undefined
  }
}

function countLines(chunks: Chunks<unknown>): number {
  return Math.max(0, chunks.length - 1) * CHUNK_SIZE + (chunks.at(-1)?.length ?? 0)
}

/**
 * Returns whether the first `count` lines are the same. Chunks that are the same object are not compared line by line.
 */
function haveSameStart(before: Chunks<string>, after: Chunks<string>, count: number): boolean {
  return before.every((chunk, index) => {
    const same = after[index]
    if (chunk === same) return true
    return chunk
      .slice(0, Math.max(0, count - index * CHUNK_SIZE))
      .every((line, at) => line === same?.[at])
  })
}

/** Runs a function when the browser is idle, or after 16 ms in Safari, which lacks `requestIdleCallback`. */
function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, 16)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(run, { timeout: 1000 })
  return () => cancelIdleCallback(handle)
}
