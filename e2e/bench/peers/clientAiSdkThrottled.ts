import { startClientBench } from '../inPage/clientBench.ts'
import { showPlainBlocks } from '../inPage/plainBlocks.ts'
import { createStage } from '../inPage/stage.ts'
import { mountAiSdk } from './mountAiSdk.ts'

// The value that its documentation has.
startClientBench(createStage(), (place, address) =>
  mountAiSdk(address, showPlainBlocks(place), { throttle: 50 }),
)
