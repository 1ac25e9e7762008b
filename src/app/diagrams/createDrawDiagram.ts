import type { DrawDiagram } from '../../markdown/index.ts'
import { DiagramError } from './DiagramError.ts'
import {
  openDiagramFrame,
  type DiagramFrame,
  type DiagramFrameOptions,
} from './openDiagramFrame.ts'

const DEFAULTS: DiagramFrameOptions = {
  address: `${import.meta.env.BASE_URL}diagram/index.html`,
  loadLimit: 30_000,
  drawLimit: 10_000,
}

/**
 * Draws diagrams by Mermaid, one at a time, in a frame that is made for the first one. A frame that is lost,
 * because it did not load or hangs, is made anew for the next one.
 *
 * @param open opens the frame
 */
export function createDrawDiagram(
  open: () => DiagramFrame = () => openDiagramFrame(DEFAULTS),
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
