import { watchLongTasks, type LongTasks } from './longTasks.ts'
import { untilQuiet } from './untilQuiet.ts'

/** A page with a button that opens something long, and a field to write in. */
export interface LongPage {
  /** Whether what is opened is in view. */
  isOpen: () => boolean
  /** Begins what goes on while somebody writes. */
  begin: () => void
}

export interface OpenedResult extends LongTasks {
  /** From the click to the first paint of what it opened, in ms. */
  readonly first: number
  /** From the click until nothing more was brought, in ms. */
  readonly whole: number
  readonly elements: number
}

export interface LongBench {
  readonly ready: Promise<unknown>
  /** Resolves when what was clicked is there, as a whole. */
  opened: () => Promise<OpenedResult>
  begin: () => void
  /** The keys since then. */
  keys: () => readonly KeyTimes[]
}

/** In ms, from when a key was pressed. */
export interface KeyTimes {
  /** Until the page was free to hear of it: its input delay. */
  readonly delay: number
  /** Until the paint that showed it. */
  readonly paint: number
}

declare global {
  // A global of the page is a `var` to TypeScript.
  var longBench: LongBench | undefined
}

export function startLongBench(place: HTMLElement, mount: () => Promise<LongPage>): void {
  let page: LongPage | undefined
  let first = NaN
  let clicked = NaN
  let keys: KeyTimes[] = []
  let longTasks = watchLongTasks()

  async function prepare(): Promise<void> {
    page = await mount()
    await untilQuiet(place)
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
    const whole = (await untilQuiet(place)) - clicked
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

/** As Event Timing counts, which knows steps of 8 ms alone: until the next frame is handed over. */
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
