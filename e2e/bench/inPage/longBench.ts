import { watchLongTasks, type LongTasks } from './longTasks.ts'
import { waitUntilQuiet } from './waitUntilQuiet.ts'

/** A page with a button that opens a long chat or text, and a field to type in. */
export interface LongPage {
  /** Whether the opened content is in view. */
  isOpen: () => boolean
  /** Starts the answer that streams while the user types. */
  begin: () => void
}

export interface OpenedResult extends LongTasks {
  /** Time from the click to the first paint of the opened content, in ms. */
  readonly first: number
  /** Time from the click to the last change of the page, in ms. */
  readonly whole: number
  readonly elements: number
}

export interface LongBench {
  readonly ready: Promise<unknown>
  /** Resolves when the opened content is complete. */
  opened: () => Promise<OpenedResult>
  begin: () => void
  /** Keys pressed since `begin()`. */
  keys: () => readonly KeyTimes[]
}

/** Times in ms after a key was pressed. */
export interface KeyTimes {
  /** Time until the page handled the event: its input delay. */
  readonly delay: number
  /** Time until the paint that showed the key. */
  readonly paint: number
}

declare global {
  // TypeScript declares globals of a page with `var`.
  var longBench: LongBench | undefined
}

export function startLongBench(container: HTMLElement, mount: () => Promise<LongPage>): void {
  let page: LongPage | undefined
  let first = NaN
  let clicked = NaN
  let keys: KeyTimes[] = []
  let longTasks = watchLongTasks()

  async function prepare(): Promise<void> {
    page = await mount()
    await waitUntilQuiet(container)
  }

  addEventListener('click', onClick, { capture: true, once: true })
  addEventListener('keydown', onKeydown, true)

  function onKeydown(event: KeyboardEvent): void {
    const delay = since(event)
    afterPaint(() => keys.push({ delay, paint: since(event) }))
  }

  function onClick(event: MouseEvent): void {
    clicked = event.timeStamp
    longTasks = watchLongTasks()
    const look = () => {
      if (page?.isOpen()) afterPaint(() => (first = since(event)))
      else requestAnimationFrame(look)
    }
    look()
  }

  async function opened(): Promise<OpenedResult> {
    const whole = (await waitUntilQuiet(container)) - clicked
    return { ...longTasks(), first, whole, elements: document.querySelectorAll('*').length }
  }

  globalThis.longBench = {
    ready: prepare(),
    opened,
    begin() {
      keys = []
      page?.begin()
    },
    keys: () => keys,
  }
}

/**
 * Runs after the next frame was submitted, the end of an event in Event Timing, which itself only reports multiples of
 * 8 ms.
 */
function afterPaint(act: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = act
    port2.postMessage(undefined)
  })
}

function since({ timeStamp }: Event): number {
  return performance.now() - timeStamp
}
