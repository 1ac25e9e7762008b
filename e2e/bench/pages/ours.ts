import { mountOurs } from '../inPage/mountOurs.ts'
import { startRenderBench } from '../inPage/renderBench.ts'

startRenderBench((container) => mountOurs(container, { highlight: false }).show)
