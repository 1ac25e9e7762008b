import { mountOurs } from '../inPage/mountOurs.ts'
import { startRenderBench } from '../inPage/renderBench.ts'

startRenderBench((place) => mountOurs(place, { highlight: true }).show)
