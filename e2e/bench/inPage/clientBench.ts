import { LAST_SENTENCE } from '../document.ts'
import { watchLongTasks, type LongTasks } from './longTasks.ts'
import { waitUntilQuiet } from './waitUntilQuiet.ts'

/** A chat client together with a component that shows its answers. */
export interface Client {
  /** Sends a question, and resolves when the answer has ended. */
  ask: () => Promise<unknown>
  /** Returns the answer's text as the client stored it. */
  text: () => string
}

export interface ClientResult extends LongTasks {
  /** From the question to the end of the answer, in ms. */
  readonly duration: number
  readonly frames: number
  /** Whether the client has exactly the sent text, and the page shows its end. */
  readonly isExact: boolean
}

export interface ClientBench {
  readonly ready: Promise<unknown>
  run: () => Promise<ClientResult>
}

declare global {
  // TypeScript declares globals of a page with `var`.
  var clientBench: ClientBench | undefined
}

/**
 * Creates a page that requests the flood in its query string (`?document=…&flood=…`).
 *
 * @param mount - mounts the client; receives the URL to request
 */
export function startClientBench(
  container: HTMLElement,
  mount: (container: HTMLElement, url: string) => Client | Promise<Client>,
): void {
  const parameters = new URLSearchParams(location.search)
  const longTasks = watchLongTasks()
  let whole = ''
  let client: Client | undefined

  async function prepare(): Promise<void> {
    whole = await (await fetch(parameters.get('document') ?? '')).text()
    client = await mount(container, new URL(parameters.get('flood') ?? '', location.href).href)
    await waitUntilQuiet(container)
  }

  async function run(): Promise<ClientResult> {
    const countFrames = startFrameCounter()
    const start = performance.now()
    await client?.ask()
    const duration = performance.now() - start
    const frames = countFrames()
    await waitUntilQuiet(container)
    const shown = container.textContent.replaceAll(/\s+/g, ' ')
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
