import { showPlainBlocks } from '../inPage/plainBlocks.ts'
import { startRenderBench } from '../inPage/renderBench.ts'

/** Characters of plain text that fill a screen. */
const SCREEN = 4000

startRenderBench((container) => {
  const show = showPlainBlocks(container)
  return (text, streaming) => show(text.slice(-SCREEN), streaming)
})
