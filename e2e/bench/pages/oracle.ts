import { mountOurs } from '../inPage/mountOurs.ts'
import { startRenderBench } from '../inPage/renderBench.ts'
import { reveal } from '../inPage/reveal.ts'
import { untilQuiet } from '../inPage/untilQuiet.ts'

startRenderBench(async (place, whole) => {
  // Never on the page, so that nothing of it has been laid out before, as with the others.
  const finished = document.createElement('div')
  const { show, unmount } = mountOurs(finished, { highlight: false })
  show(whole, false)
  await untilQuiet(finished)
  const tree = finished.cloneNode(true) as Element
  unmount()
  return reveal(place, tree, whole)
})
