import type { Mermaid } from 'mermaid'
import type { DrawRequest, FrameMessage } from '../messages.ts'
import { mermaidConfig } from './mermaidConfig.ts'
import { toStandaloneSvg } from './toStandaloneSvg.ts'

/** Set by Mermaid's own script, which the frame's page loads first. */
declare const mermaid: Mermaid | undefined

function post(message: FrameMessage): void {
  // The target has to be '*', as this page can't know the origin of its parent. Any page that frames it may read
  // the drawings.
  parent.postMessage(message, '*')
}

async function draw(mermaid: Mermaid, { source, dark }: DrawRequest): Promise<string> {
  mermaid.initialize(mermaidConfig(dark))
  try {
    const { svg } = await mermaid.render('diagram', source)
    return toStandaloneSvg(svg)
  } finally {
    // A failed drawing leaves elements behind.
    document.body.replaceChildren()
  }
}

async function answerRequest(mermaid: Mermaid, request: DrawRequest): Promise<void> {
  const { id } = request
  try {
    post({ type: 'drawn', id, svg: await draw(mermaid, request) })
  } catch (error) {
    post({ type: 'failed', id, reason: error instanceof Error ? error.message : String(error) })
  }
}

if (typeof mermaid !== 'undefined') {
  const loadedMermaid = mermaid
  addEventListener('message', ({ source, data }: MessageEvent<DrawRequest>) => {
    if (source === parent) void answerRequest(loadedMermaid, data)
  })
  post({ type: 'ready' })
}
