import { DiagramError } from './DiagramError.ts'
import { createFrameElement } from './createFrameElement.ts'
import { readFrameMessage, type DrawRequest, type FrameMessage } from './messages.ts'

export interface DiagramFrameOptions {
  /** The URL of its page. */
  readonly url: string
  /** Milliseconds that its page and Mermaid may take to load. */
  readonly loadTimeout: number
  /** Milliseconds that one drawing may take. */
  readonly drawTimeout: number
}

export interface DiagramFrame {
  /** Draws a diagram. Rejects with a {@link DiagramError} if it is invalid; after any other error, close the frame. */
  readonly draw: (request: DrawRequest) => Promise<string>
  readonly close: () => void
}

/** Opens the frame that draws diagrams. It has an opaque origin, and can't reach the app or the network. */
export function openDiagramFrame(options: DiagramFrameOptions): DiagramFrame {
  const element = createFrameElement(options.url)

  /** Resolves with the first result that `read` returns for a message of the frame; rejects after `timeout` ms. */
  function waitForMessage<T>(
    read: (message: FrameMessage) => T | undefined,
    timeout: number,
    timeoutMessage: string,
  ) {
    return new Promise<T>((resolve, reject) => {
      function listen({ source, data }: MessageEvent<unknown>) {
        const message = source === element.contentWindow ? readFrameMessage(data) : undefined
        const result = message && read(message)
        if (result !== undefined) finish(() => resolve(result))
      }
      function finish(settle: () => void) {
        clearTimeout(timer)
        window.removeEventListener('message', listen)
        settle()
      }
      const timer = setTimeout(() => finish(() => reject(new Error(timeoutMessage))), timeout)
      window.addEventListener('message', listen)
    })
  }

  const ready = waitForMessage(
    ({ type }) => type === 'ready' || undefined,
    options.loadTimeout,
    `The diagram frame ${options.url} did not load within ${options.loadTimeout} ms.`,
  )
  document.body.append(element)

  return {
    async draw(request) {
      await ready
      const result = waitForMessage(
        (message) => (message.type !== 'ready' && message.id === request.id ? message : undefined),
        options.drawTimeout,
        `Drawing the diagram took too long: more than ${options.drawTimeout} ms.`,
      )
      // The target has to be '*': a page with an opaque origin can't be named.
      element.contentWindow?.postMessage(request, '*')
      const message = await result
      if (message.type === 'failed') throw new DiagramError(message.reason)
      return message.svg
    },
    close: () => element.remove(),
  }
}
