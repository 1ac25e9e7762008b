import { startRenderBench } from '../inPage/renderBench.ts'
import { mountMarkstream } from './mountMarkstream.ts'

// The settings that its README recommends for a chat.
startRenderBench((container) => mountMarkstream(container, { mode: 'chat' }))
