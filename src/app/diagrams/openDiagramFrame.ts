import { DiagramError } from './DiagramError.ts'
import { createFrameElement } from './createFrameElement.ts'
import { readFrameMessage, type DrawRequest, type FrameMessage } from './messages.ts'

export interface DiagramFrameOptions {
  /** The address of its page. */
  readonly address: string
  /** How long its page and Mermaid may take to load, in ms. */
  readonly loadLimit: number
  /** How long one drawing may take, in ms. */
  readonly drawLimit: number
}

export interface DiagramFrame {
  /** Rejects with a {@link DiagramError} for a wrong diagram; with any other error the frame is lost. */
  readonly draw: (request: DrawRequest) => Promise<string>
  readonly close: () => void
}

/** Opens the frame in which diagrams are drawn: without an origin, it reaches neither the app nor the network. */
export function openDiagramFrame(options: DiagramFrameOptions): DiagramFrame {
  const element = createFrameElement(options.address)

  function heard<T>(read: (message: FrameMessage) => T | undefined, limit: number, late: string) {
    return new Promise<T>((resolve, reject) => {
      function listen({ source, data }: MessageEvent<unknown>) {
        const message = source === element.contentWindow ? readFrameMessage(data) : undefined
        const result = message && read(message)
        if (result !== undefined) settle(() => resolve(result))
      }
      function settle(how: () => void) {
        clearTimeout(timer)
        window.removeEventListener('message', listen)
        how()
      }
      const timer = setTimeout(() => settle(() => reject(new Error(late))), limit)
      window.addEventListener('message', listen)
    })
  }

  const ready = heard(
    ({ type }) => type === 'ready' || undefined,
    options.loadLimit,
    'The page that draws diagrams did not load.',
  )
  document.body.append(element)

  return {
    async draw(request) {
      await ready
      const answer = heard(
        (message) => (message.type !== 'ready' && message.id === request.id ? message : undefined),
        options.drawLimit,
        'Drawing the diagram took too long.',
      )
      // A page without an origin has no name by which it could be addressed.
      element.contentWindow?.postMessage(request, '*')
      const message = await answer
      if (message.type === 'failed') throw new DiagramError(message.reason)
      return message.svg
    },
    close: () => element.remove(),
  }
}
