import { startRenderBench } from '../inPage/renderBench.ts'
import { mountMarkstream } from './mountMarkstream.ts'

// Its default settings.
startRenderBench((container) => mountMarkstream(container, {}))
