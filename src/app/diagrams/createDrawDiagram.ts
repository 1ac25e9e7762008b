import type { DrawDiagram } from '../../markdown/index.ts'
import { DiagramError } from './DiagramError.ts'
import {
  openDiagramFrame,
  type DiagramFrame,
  type DiagramFrameOptions,
} from './openDiagramFrame.ts'

const FRAME_OPTIONS: DiagramFrameOptions = {
  url: `${import.meta.env.BASE_URL}diagram/index.html`,
  loadTimeout: 30_000,
  drawTimeout: 10_000,
}

/**
 * Returns a function that draws diagrams with Mermaid, one at a time, in a frame that opens with the first one. A
 * frame that did not load or that hangs is closed, and a new one opens for the next diagram.
 *
 * @param open - opens the frame
 */
export function createDrawDiagram(
  open: () => DiagramFrame = () => openDiagramFrame(FRAME_OPTIONS),
): DrawDiagram {
  let frame: DiagramFrame | undefined
  let last: Promise<unknown> = Promise.resolve()
  let count = 0

  async function draw(source: string, dark: boolean): Promise<string> {
    frame ??= open()
    try {
      return await frame.draw({ id: ++count, source, dark })
    } catch (error) {
      if (!(error instanceof DiagramError)) {
        frame.close()
        frame = undefined
      }
      throw error
    }
  }

  return (source, { dark }) => {
    const drawing = last.then(() => draw(source, dark))
    last = drawing.catch(() => undefined)
    return drawing
  }
}
