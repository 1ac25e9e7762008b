/** Marks everything that is not drawn yet: texts, formulas, turns and the placeholders of turns. */
const UNDRAWN = '[data-undrawn]'
/** Frames in a row without anything left to draw: an element drawn in one frame is laid out by the next. */
const REQUIRED_IDLE_FRAMES = 3

/** Calls `onDrawn` when everything in an element is drawn and laid out. @returns a function that stops waiting */
export function whenDrawn(element: Element, onDrawn: () => void): () => void {
  let idleFrames = 0
  let frame = requestAnimationFrame(checkFrame)

  function checkFrame(): void {
    idleFrames = element.querySelector(UNDRAWN) === null ? idleFrames + 1 : 0
    if (idleFrames === REQUIRED_IDLE_FRAMES) onDrawn()
    else frame = requestAnimationFrame(checkFrame)
  }

  return () => cancelAnimationFrame(frame)
}
