import { mountOurs } from '../inPage/mountOurs.ts'
import { startRenderBench } from '../inPage/renderBench.ts'
import { reveal } from '../inPage/reveal.ts'
import { untilQuiet } from '../inPage/untilQuiet.ts'

startRenderBench(async (place, whole) => {
  const finished = document.createElement('div')
  place.append(finished)
  const { show, unmount } = mountOurs(finished, { highlight: false })
  show(whole, false)
  await untilQuiet(finished)
  const tree = finished.cloneNode(true) as Element
  unmount()
  finished.remove()
  return reveal(place, tree, whole)
})
