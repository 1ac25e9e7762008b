import { startClientBench } from '../inPage/clientBench.ts'
import { showPlainBlocks } from '../inPage/plainBlocks.ts'
import { createStage } from '../inPage/stage.ts'
import { mountAiSdk } from './mountAiSdk.ts'

// The value in its documentation.
startClientBench(createStage(), (container, url) =>
  mountAiSdk(url, showPlainBlocks(container), { throttle: 50 }),
)
