import { LAST_SENTENCE } from '../document.ts'
import { watchLongTasks, type LongTasks } from './longTasks.ts'
import { untilQuiet } from './untilQuiet.ts'

/** A client of a chat endpoint with whatever shows its answers. */
export interface Client {
  /** Asks, and resolves when the answer has ended. */
  ask: () => Promise<unknown>
  /** The answer as the client has it. */
  text: () => string
}

export interface ClientResult extends LongTasks {
  /** From the question to the end of the answer, in ms. */
  readonly duration: number
  readonly frames: number
  /** Neither a character more nor one less than was sent, and its end on the page. */
  readonly isExact: boolean
}

export interface ClientBench {
  readonly ready: Promise<unknown>
  run: () => Promise<ClientResult>
}

declare global {
  // A global of the page is a `var` to TypeScript.
  var clientBench: ClientBench | undefined
}

/**
 * Makes a page that asks for the flood that its address names (`?document=…&flood=…`).
 *
 * @param mount gets the address to ask
 */
export function startClientBench(
  place: HTMLElement,
  mount: (place: HTMLElement, address: string) => Client | Promise<Client>,
): void {
  const parameters = new URLSearchParams(location.search)
  const longTasks = watchLongTasks()
  let whole = ''
  let client: Client | undefined

  async function prepare(): Promise<void> {
    whole = await (await fetch(parameters.get('document') ?? '')).text()
    client = await mount(place, new URL(parameters.get('flood') ?? '', location.href).href)
    await untilQuiet(place)
  }

  async function run(): Promise<ClientResult> {
    const countFrames = startFrameCounter()
    const start = performance.now()
    await client?.ask()
    const duration = performance.now() - start
    const frames = countFrames()
    await untilQuiet(place)
    const shown = place.textContent.replaceAll(/\s+/g, ' ')
    return {
      ...longTasks(),
      duration,
      frames,
      isExact: client?.text() === whole && shown.includes(LAST_SENTENCE),
    }
  }

  globalThis.clientBench = { ready: prepare(), run }
}

function startFrameCounter(): () => number {
  let frames = 0
  let handle = requestAnimationFrame(function count() {
    frames += 1
    handle = requestAnimationFrame(count)
  })
  return () => {
    cancelAnimationFrame(handle)
    return frames
  }
}
