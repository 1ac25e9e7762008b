import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { appended, CHUNK_SIZE, type Chunks } from '../chunks.ts'
import { loadLanguage, type Language } from './languages.ts'
import { toPieces, type Piece } from './toPieces.ts'

/** How long lines are looked at without a pause, in milliseconds. */
const LONGEST_TURN = 4

/**
 * The pieces of the lines of code that have been looked at, from the first on; what is drawn from them is the
 * caller's. A line is looked at once, when it is complete. Many at once are looked at while the page has
 * nothing else to do.
 *
 * Languages are CodeMirror's stream parsers, which keep a state from line to line. Shiki's grammars would
 * colour more finely, at the price of a WebAssembly module, which the page's policy would have to allow, or
 * of tasks of many milliseconds.
 */
export function useHighlighting(
  lines: () => Chunks<string>,
  open: () => boolean,
  language: () => string | undefined,
): Readonly<ShallowRef<Chunks<readonly Piece[]>>> {
  const pieces = shallowRef<Chunks<readonly Piece[]>>([])
  let parser: Language | undefined
  let state: unknown
  let count = 0
  let firstLine: string | undefined
  let cancelPause: (() => void) | undefined
  let isDisposed = false

  function restart() {
    cancelPause?.()
    cancelPause = undefined
    pieces.value = []
    count = 0
    firstLine = lines()[0]?.[0]
    state = parser?.startState?.(4) ?? {}
  }

  function lookAtMore() {
    cancelPause = undefined
    if (parser === undefined) return
    if (lines()[0]?.[0] !== firstLine || count > lengthOf(lines())) restart()
    const until = performance.now() + LONGEST_TURN
    const all = lines()
    const complete = lengthOf(all) - (open() ? 1 : 0)
    let found = pieces.value
    try {
      while (count < complete && performance.now() < until) {
        const line = all[Math.floor(count / CHUNK_SIZE)]?.[count % CHUNK_SIZE] ?? ''
        found = appended(found, toPieces(line, parser, state))
        count++
      }
    } catch {
      // A language that cannot cope leaves the rest as it is.
      parser = undefined
    }
    pieces.value = found
    if (count < complete && parser !== undefined) cancelPause = whenIdle(lookAtMore)
  }

  watch(
    language,
    async (name) => {
      parser = undefined
      restart()
      if (name === undefined || name === '') return
      const loaded = await loadLanguage(name)
      if (name !== language() || isDisposed) return
      parser = loaded
      restart()
      lookAtMore()
    },
    { immediate: true },
  )
  watch([lines, open], () => {
    if (cancelPause === undefined) lookAtMore()
  })
  onScopeDispose(() => {
    isDisposed = true
    cancelPause?.()
  })
  return pieces
}

function lengthOf(chunks: Chunks<unknown>): number {
  return Math.max(0, chunks.length - 1) * CHUNK_SIZE + (chunks.at(-1)?.length ?? 0)
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
