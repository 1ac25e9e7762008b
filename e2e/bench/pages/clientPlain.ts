import { startClientBench } from '../inPage/clientBench.ts'
import { mountComposable } from '../inPage/mountComposable.ts'
import { showPlainBlocks } from '../inPage/plainBlocks.ts'
import { createStage } from '../inPage/stage.ts'

startClientBench(createStage(), (container, url) =>
  mountComposable(url, showPlainBlocks(container)),
)
