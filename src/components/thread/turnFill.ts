import { nextTick, type Ref } from 'vue'
import { estimateTurnHeight } from './estimateTurnHeight.ts'
import type { Turn } from './turns.ts'
import { watchNear } from './watchNear.ts'

export { default as TurnPlaceholder } from './TurnPlaceholder.vue'

/** Number of turns that get a placeholder in one step. */
const PLACEHOLDERS_PER_STEP = 40
/** Maximum height drawn in idle time, in pixels. Further turns are drawn on approach: a larger page would be slow. */
const MAX_IDLE_HEIGHT = 120_000
/** A step is started only if the time left is this many times the duration of the last step. */
const COST_MARGIN = 1.5
/** Maximum wait for an idle moment, in milliseconds. A busy page may never have one. */
const MAX_IDLE_WAIT = 1000
/** Pause between two steps in browsers without `requestIdleCallback`, in milliseconds. */
const STEP_PAUSE = 50

/** What the filling needs from the thread. */
export interface TurnFillHost {
  readonly log: HTMLElement
  /** Returns the turns that are not drawn, the oldest first. */
  undrawnTurns: () => readonly Turn[]
  elementOf: (turn: Turn) => Element | undefined
  /** Draws turns. Resolves when they are in the page. */
  draw: (turns: readonly Turn[]) => Promise<void>
  /** Number of the oldest turns that have no placeholder yet. */
  readonly absentCount: Ref<number>
}

export interface TurnFill {
  observe: (element: Element) => void
  unobserve: (element: Element) => void
  /** Continues drawing in idle time. Call it when there may be undrawn turns again. */
  resume: () => void
  stop: () => void
}

/**
 * Adds placeholders for the turns that are not in the page, then draws the turns: those that approach the view
 * immediately, the others in idle time, from the end upwards.
 */
export function createTurnFill(host: TurnFillHost): TurnFill {
  const { log, undrawnTurns, elementOf, draw, absentCount } = host
  /** Elements near the view whose turns may not be drawn yet. */
  const near = new Set<Element>()
  let isScheduled = false
  let isStopped = false
  let isAnySelected = false
  let drawnHeight = 0

  function onNear(element: Element, isNear: boolean): void {
    if (isNear) near.add(element)
    else near.delete(element)
    drawNear()
  }

  function drawNear(): void {
    if (near.size === 0) return
    const isNear = (element: Element | undefined) => element !== undefined && near.has(element)
    const turns = undrawnTurns().filter((turn) => isNear(elementOf(turn)) && !isSelected(turn))
    if (turns.length > 0) void draw(turns)
  }

  function resume(): void {
    if (isScheduled || isStopped) return
    isScheduled = true
    whenIdle((timeLeft) => void runSteps(timeLeft))
  }

  async function runSteps(timeLeft: () => number): Promise<void> {
    isScheduled = false
    let cost: number
    // Yields to other work if the rest of the frame is shorter than a step.
    do {
      const start = performance.now()
      if (isStopped || !(await runStep())) return
      cost = performance.now() - start
    } while (timeLeft() > cost * COST_MARGIN)
    resume()
  }

  /** @returns whether there was anything to do */
  async function runStep(): Promise<boolean> {
    if (absentCount.value > 0) {
      await addPlaceholders()
      return true
    }
    const turn = undrawnTurns().findLast((candidate) => !isSelected(candidate))
    if (!turn || drawnHeight > MAX_IDLE_HEIGHT) return false
    drawnHeight += estimateTurnHeight(turn)
    await draw([turn])
    return true
  }

  /**
   * Adds placeholders and scrolls by their height, so that the content below stays in place. Scroll anchoring does not
   * always work when so much is inserted at once, and WebKit does not support it.
   */
  async function addPlaceholders(): Promise<void> {
    const last = log.querySelector('section:last-of-type')
    const top = () => last?.getBoundingClientRect().top ?? 0
    const before = top()
    absentCount.value = Math.max(0, absentCount.value - PLACEHOLDERS_PER_STEP)
    await nextTick()
    log.scrollTop += top() - before
  }

  /** Returns whether a selection begins or ends in a turn. Drawing the turn would lose the selection. */
  function isSelected(turn: Turn): boolean {
    const selection = getSelection()
    const element = elementOf(turn)
    const isInside = (node: Node | null | undefined) =>
      node != null && element?.contains(node) === true
    const hasSelection = isInside(selection?.anchorNode) || isInside(selection?.focusNode)
    isAnySelected ||= hasSelection
    return hasSelection
  }

  function onSelectionchange(): void {
    if (!isAnySelected) return
    isAnySelected = false
    drawNear()
    resume()
  }

  const nearWatch = watchNear(log, onNear)
  document.addEventListener('selectionchange', onSelectionchange)
  return {
    observe: nearWatch.observe,
    unobserve(element) {
      nearWatch.unobserve(element)
      near.delete(element)
    },
    resume,
    stop() {
      isStopped = true
      nearWatch.stop()
      document.removeEventListener('selectionchange', onSelectionchange)
    },
  }
}

/**
 * Calls a function when the browser is idle.
 *
 * @param callback - takes a function that returns the time left, in milliseconds
 */
function whenIdle(callback: (timeLeft: () => number) => void): void {
  if (typeof requestIdleCallback !== 'function') setTimeout(callback, STEP_PAUSE, () => 0)
  else {
    requestIdleCallback((deadline) => callback(() => deadline.timeRemaining()), {
      timeout: MAX_IDLE_WAIT,
    })
  }
}
