import { showPlainBlocks } from '../inPage/plainBlocks.ts'
import { startRenderBench } from '../inPage/renderBench.ts'

/** As much plain text as a screen holds. */
const SCREEN = 4000

startRenderBench((place) => {
  const show = showPlainBlocks(place)
  return (text, streaming) => show(text.slice(-SCREEN), streaming)
})
