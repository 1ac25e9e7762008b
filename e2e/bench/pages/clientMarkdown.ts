import { startClientBench } from '../inPage/clientBench.ts'
import { mountComposable } from '../inPage/mountComposable.ts'
import { mountOurs } from '../inPage/mountOurs.ts'
import { createStage } from '../inPage/stage.ts'

startClientBench(createStage(), (place, url) =>
  mountComposable(url, mountOurs(place, { highlight: true }).show),
)
