import { showPlainBlocks } from '../inPage/plainBlocks.ts'
import { startRenderBench } from '../inPage/renderBench.ts'

startRenderBench(showPlainBlocks)
