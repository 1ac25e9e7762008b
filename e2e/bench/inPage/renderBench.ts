import { LAST_SENTENCE } from '../document.ts'
import { firstContentfulPaint } from './firstContentfulPaint.ts'
import { watchLongTasks, type LongTasks } from './longTasks.ts'
import { createStage } from './stage.ts'
import { waitUntilQuiet } from './waitUntilQuiet.ts'

/** How many characters arrive with each update. */
const UPDATE_LENGTH = 128

/** Shows a growing text. `streaming` is false only in the last call. */
export type Show = (text: string, streaming: boolean) => void

/** Mounts a renderer in an element. Only the oracle uses `whole`, the final text. */
export type Mount = (container: HTMLElement, whole: string) => Show | Promise<Show>

export interface RenderResult extends LongTasks {
  /** Whether the page shows the end of the text. */
  readonly isComplete: boolean
  readonly elements: number
  /** Time from the first call with content to its first paint, in ms. */
  readonly firstPaint: number
}

/** The functions of the page that the benchmark calls. */
export interface RenderBench {
  readonly ready: Promise<{ updates: number }>
  /**
   * Shows up to `updates` more updates, one per frame, and stops after `time` ms. Resolves to the number of updates.
   */
  advance: (updates: number, time: number) => Promise<number>
  /** Ends the text, and waits until the renderer has finished. */
  finish: () => Promise<RenderResult>
  /** Shows the whole text at once. */
  open: () => Promise<RenderResult>
}

declare global {
  // TypeScript declares globals of a page with `var`.
  var renderBench: RenderBench | undefined
}

/** Creates a page that shows the document in its query string (`?document=/document/100`). */
export function startRenderBench(mount: Mount): void {
  const container = createStage()
  const longTasks = watchLongTasks()
  let whole = ''
  let shown = ''
  let show: Show = () => undefined
  let start: number | undefined

  async function prepare(): Promise<{ updates: number }> {
    const path = new URLSearchParams(location.search).get('document')
    whole = await (await fetch(path ?? '/document/5')).text()
    show = await mount(container, whole)
    await waitUntilQuiet(container)
    return { updates: Math.ceil(whole.length / UPDATE_LENGTH) }
  }

  async function advance(updates: number, time: number): Promise<number> {
    start ??= performance.now()
    const end = performance.now() + time
    let done = 0
    for (; done < updates && performance.now() < end; done += 1) {
      await nextFrame()
      // Append with +=, as a client does.
      shown += whole.slice(shown.length, shown.length + UPDATE_LENGTH)
      show(shown, true)
    }
    // Include the work that the last update caused.
    await nextFrame()
    await nextFrame()
    return done
  }

  async function finish(): Promise<RenderResult> {
    start ??= performance.now()
    show(shown, false)
    await waitUntilQuiet(container)
    const text = container.textContent.replaceAll(/\s+/g, ' ')
    return {
      ...longTasks(),
      firstPaint: (await firstContentfulPaint()) - start,
      isComplete: text.includes(LAST_SENTENCE),
      elements: container.querySelectorAll('*').length,
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
