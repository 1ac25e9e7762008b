import { startClientBench } from '../inPage/clientBench.ts'
import { mountComposable } from '../inPage/mountComposable.ts'
import { mountOurs } from '../inPage/mountOurs.ts'
import { createStage } from '../inPage/stage.ts'

startClientBench(createStage(), (container, url) =>
  mountComposable(url, mountOurs(container, { highlight: true }).show),
)
