import { LAST_SENTENCE } from '../document.ts'
import { firstContentfulPaint } from './firstContentfulPaint.ts'
import { watchLongTasks, type LongTasks } from './longTasks.ts'
import { createStage } from './stage.ts'
import { untilQuiet } from './untilQuiet.ts'

/** How many characters arrive with each update. */
const UPDATE_LENGTH = 128

/** Shows a text that grows. `streaming` is false in the last call alone. */
export type Show = (text: string, streaming: boolean) => void

/** Prepares a renderer in its place. `whole` is for the oracle, which knows the end from the beginning. */
export type Mount = (place: HTMLElement, whole: string) => Show | Promise<Show>

export interface RenderResult extends LongTasks {
  /** The end of the text is on the page. */
  readonly isComplete: boolean
  readonly elements: number
  /** From the first call that showed anything to the first paint of it, in ms. */
  readonly firstPaint: number
}

/** What the measuring side calls. */
export interface RenderBench {
  readonly ready: Promise<{ updates: number }>
  /** Shows so many updates more, one a frame; gives up after `time` ms. Resolves to how many it were. */
  advance: (updates: number, time: number) => Promise<number>
  /** Tells the renderer of the end, and waits until it is done. */
  finish: () => Promise<RenderResult>
  /** Shows the whole text at once. */
  open: () => Promise<RenderResult>
}

declare global {
  // A global of the page is a `var` to TypeScript.
  var renderBench: RenderBench | undefined
}

/** Makes a page that shows the document its address names (`?document=/document/100`). */
export function startRenderBench(mount: Mount): void {
  const place = createStage()
  const longTasks = watchLongTasks()
  let whole = ''
  let shown = ''
  let show: Show = () => undefined
  let start: number | undefined

  async function prepare(): Promise<{ updates: number }> {
    const address = new URLSearchParams(location.search).get('document')
    whole = await (await fetch(address ?? '/document/5')).text()
    show = await mount(place, whole)
    await untilQuiet(place)
    return { updates: Math.ceil(whole.length / UPDATE_LENGTH) }
  }

  async function advance(updates: number, time: number): Promise<number> {
    start ??= performance.now()
    const end = performance.now() + time
    let done = 0
    for (; done < updates && performance.now() < end; done += 1) {
      await nextFrame()
      // Grown like this, because that is how a client grows it.
      shown += whole.slice(shown.length, shown.length + UPDATE_LENGTH)
      show(shown, true)
    }
    // What the last update caused belongs to it.
    await nextFrame()
    await nextFrame()
    return done
  }

  async function finish(): Promise<RenderResult> {
    start ??= performance.now()
    show(shown, false)
    await untilQuiet(place)
    const text = place.textContent.replaceAll(/\s+/g, ' ')
    return {
      ...longTasks(),
      firstPaint: (await firstContentfulPaint()) - start,
      isComplete: text.includes(LAST_SENTENCE),
      elements: place.querySelectorAll('*').length,
    }
  }

  function open(): Promise<RenderResult> {
    shown = whole
    return finish()
  }

  globalThis.renderBench = { ready: prepare(), advance, finish, open }
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}
