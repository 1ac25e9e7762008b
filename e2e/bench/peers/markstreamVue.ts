import { startRenderBench } from '../inPage/renderBench.ts'
import { mountMarkstream } from './mountMarkstream.ts'

// As it is without any setting.
startRenderBench((place) => mountMarkstream(place, {}))
