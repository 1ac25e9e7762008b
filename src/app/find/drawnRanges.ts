import { matchRanges } from '../../stores/index.ts'
import { drawnTexts, type GroupCache } from './drawnTexts.ts'

/** The places of a term in drawn messages. They are cached until the message is drawn again. */
export interface DrawnRanges {
  /** Returns the matches in a message, in the order of its text. */
  in(message: Element): readonly Range[]
  /** Looks for another term from now on. */
  setTerm(term: string): void
  stop(): void
}

/** @param onDraw - called when a part of `log` was drawn again, which removes the marks in it */
export function createDrawnRanges(log: Element, onDraw: () => void): DrawnRanges {
  const groupCache: GroupCache = new WeakMap()
  let rangesByMessage = new WeakMap<Element, readonly Range[]>()
  let term = ''

  const observer = new MutationObserver((changes) => {
    for (const { target } of changes) {
      let element = target instanceof Element ? target : target.parentElement
      for (; element && element !== log; element = element.parentElement) {
        groupCache.delete(element)
        rangesByMessage.delete(element)
      }
    }
    onDraw()
  })
  observer.observe(log, { childList: true, characterData: true, subtree: true })

  return {
    in(message) {
      const cached = rangesByMessage.get(message)
      if (cached) return cached
      const ranges = drawnTexts(message, groupCache).flatMap((group) =>
        matchRanges(group.text, [term]).map(({ start, end }) => group.rangeOf(start, end)),
      )
      rangesByMessage.set(message, ranges)
      return ranges
    },
    setTerm(next) {
      term = next
      rangesByMessage = new WeakMap()
    },
    stop: () => observer.disconnect(),
  }
}
