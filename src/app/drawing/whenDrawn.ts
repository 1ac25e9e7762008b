/** What is not drawn yet says so: texts, formulas, turns, and the stand-ins of turns. */
const UNDRAWN = '[data-undrawn]'
/** How many frames in a row nothing is left to draw: what was drawn in one is laid out by the next. */
const STILL_FRAMES = 3

/** Calls `onDrawn` when everything in an element is drawn and laid out. @returns ends the wait */
export function whenDrawn(element: Element, onDrawn: () => void): () => void {
  let still = 0
  let frame = requestAnimationFrame(look)

  function look(): void {
    still = element.querySelector(UNDRAWN) === null ? still + 1 : 0
    if (still === STILL_FRAMES) onDrawn()
    else frame = requestAnimationFrame(look)
  }

  return () => cancelAnimationFrame(frame)
}
