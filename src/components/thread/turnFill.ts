import { nextTick, type Ref } from 'vue'
import { turnHeight } from './turnHeight.ts'
import type { Turn } from './turns.ts'
import { watchNear } from './watchNear.ts'

export { default as TurnPlaceholder } from './TurnPlaceholder.vue'

/** Of how many turns stand-ins are made at a time. */
const STAND_INS = 40
/** Beyond this height, in pixels, turns are drawn only where their reader comes: pages of that many elements are slow. */
const MOST = 120_000
/** How much more than the last step the next one may take. */
const CARE = 1.5
/** How long nothing is done where a page is never idle, in milliseconds. */
const LONGEST_WAIT = 1000
/** In browsers that do not tell when they are idle: the pause between two steps, in milliseconds. */
const PAUSE = 50

export interface TurnFillHost {
  readonly log: HTMLElement
  /** The turns that are not drawn, the oldest first. */
  waiting: () => readonly Turn[]
  elementOf: (turn: Turn) => Element | undefined
  /** Resolves when they are in the page. */
  draw: (turns: readonly Turn[]) => Promise<void>
  /** How many of the oldest have no stand-in yet. */
  readonly absent: Ref<number>
}

export interface TurnFill {
  observe: (element: Element) => void
  unobserve: (element: Element) => void
  /** There may be something to be drawn again. */
  goOn: () => void
  stop: () => void
}

/**
 * Brings stand-ins for the turns that are not in the page, and draws turns that wait: those that come near to what
 * is seen, and the others in idle time, upwards.
 */
export function createTurnFill(host: TurnFillHost): TurnFill {
  const { log, waiting, elementOf, draw, absent } = host
  /** Elements of turns that wait, near to what is seen. */
  const near = new Set<Element>()
  let isAwaited = false
  let isOver = false
  let isAnyHeld = false
  let drawnHeight = 0

  function onNear(element: Element, isNear: boolean): void {
    if (isNear) near.add(element)
    else near.delete(element)
    drawNear()
  }

  function drawNear(): void {
    if (near.size === 0) return
    const isNear = (element: Element | undefined) => element !== undefined && near.has(element)
    const turns = waiting().filter((turn) => isNear(elementOf(turn)) && !isHeld(turn))
    if (turns.length > 0) void draw(turns)
  }

  function goOn(): void {
    if (isAwaited || isOver) return
    isAwaited = true
    whenIdle((timeLeft) => void work(timeLeft))
  }

  async function work(timeLeft: () => number): Promise<void> {
    isAwaited = false
    let cost: number
    // Something else goes on where less of a frame is left than a step takes.
    do {
      const start = performance.now()
      if (isOver || !(await step())) return
      cost = performance.now() - start
    } while (timeLeft() > cost * CARE)
    goOn()
  }

  /** @returns whether there was anything to be done */
  async function step(): Promise<boolean> {
    if (absent.value > 0) {
      await bringStandIns()
      return true
    }
    const turn = waiting().findLast((one) => !isHeld(one))
    if (!turn || drawnHeight > MOST) return false
    drawnHeight += turnHeight(turn)
    await draw([turn])
    return true
  }

  /**
   * Takes the view along with what is below them. Browsers that anchor what is in view do not always find it where
   * so much comes at once, and others do not look for it.
   */
  async function bringStandIns(): Promise<void> {
    const last = log.querySelector('section:last-of-type')
    const top = () => last?.getBoundingClientRect().top ?? 0
    const before = top()
    absent.value = Math.max(0, absent.value - STAND_INS)
    await nextTick()
    log.scrollTop += top() - before
  }

  /** Whether a selection begins or ends in it: what was found, or is about to be copied, must not go. */
  function isHeld(turn: Turn): boolean {
    const selection = getSelection()
    const element = elementOf(turn)
    const isIn = (node: Node | null | undefined) => node != null && element?.contains(node) === true
    const isHolding = isIn(selection?.anchorNode) || isIn(selection?.focusNode)
    isAnyHeld ||= isHolding
    return isHolding
  }

  function onSelectionchange(): void {
    if (!isAnyHeld) return
    isAnyHeld = false
    drawNear()
    goOn()
  }

  const watch = watchNear(log, onNear)
  document.addEventListener('selectionchange', onSelectionchange)
  return {
    observe: watch.observe,
    unobserve(element) {
      watch.unobserve(element)
      near.delete(element)
    },
    goOn,
    stop() {
      isOver = true
      watch.stop()
      document.removeEventListener('selectionchange', onSelectionchange)
    },
  }
}

/** @param act gets what tells how much time is left, in milliseconds */
function whenIdle(act: (timeLeft: () => number) => void): void {
  if (typeof requestIdleCallback !== 'function') setTimeout(act, PAUSE, () => 0)
  else {
    requestIdleCallback((deadline) => act(() => deadline.timeRemaining()), {
      timeout: LONGEST_WAIT,
    })
  }
}
