import type { Mermaid } from 'mermaid'
import type { DrawRequest, FrameMessage } from '../messages.ts'
import { settings } from './settings.ts'
import { toStandaloneSvg } from './toStandaloneSvg.ts'

/** What runs in the frame's page, after Mermaid's own script. */
declare const mermaid: Mermaid | undefined

function say(message: FrameMessage): void {
  // The page has no origin, and any page that frames it may have its drawings.
  parent.postMessage(message, '*')
}

async function draw(mermaid: Mermaid, { source, dark }: DrawRequest): Promise<string> {
  mermaid.initialize(settings(dark))
  try {
    const { svg } = await mermaid.render('diagram', source)
    return toStandaloneSvg(svg)
  } finally {
    // Whatever a failed drawing left behind.
    document.body.replaceChildren()
  }
}

async function answer(mermaid: Mermaid, request: DrawRequest): Promise<void> {
  const { id } = request
  try {
    say({ type: 'drawn', id, svg: await draw(mermaid, request) })
  } catch (error) {
    say({ type: 'failed', id, reason: error instanceof Error ? error.message : String(error) })
  }
}

if (typeof mermaid !== 'undefined') {
  const drawing = mermaid
  addEventListener('message', ({ source, data }: MessageEvent<DrawRequest>) => {
    if (source === parent) void answer(drawing, data)
  })
  say({ type: 'ready' })
}
