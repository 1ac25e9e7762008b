import { startClientBench } from '../inPage/clientBench.ts'
import { mountComposable } from '../inPage/mountComposable.ts'
import { showPlainBlocks } from '../inPage/plainBlocks.ts'
import { createStage } from '../inPage/stage.ts'

startClientBench(createStage(), (place, url) => mountComposable(url, showPlainBlocks(place)))
