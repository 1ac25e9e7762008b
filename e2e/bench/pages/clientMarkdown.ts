import { startClientBench } from '../inPage/clientBench.ts'
import { mountComposable } from '../inPage/mountComposable.ts'
import { mountOurs } from '../inPage/mountOurs.ts'
import { createStage } from '../inPage/stage.ts'

startClientBench(createStage(), (place, address) =>
  mountComposable(address, mountOurs(place, { highlight: true }).show),
)
