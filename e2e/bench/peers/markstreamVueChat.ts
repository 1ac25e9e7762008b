import { startRenderBench } from '../inPage/renderBench.ts'
import { mountMarkstream } from './mountMarkstream.ts'

// As its readme has it for a chat.
startRenderBench((place) => mountMarkstream(place, { mode: 'chat' }))
