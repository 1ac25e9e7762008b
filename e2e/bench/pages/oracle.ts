import { mountOurs } from '../inPage/mountOurs.ts'
import { startRenderBench } from '../inPage/renderBench.ts'
import { reveal } from '../inPage/reveal.ts'
import { waitUntilQuiet } from '../inPage/waitUntilQuiet.ts'

startRenderBench(async (container, whole) => {
  // Render outside of the page, so that the browser has laid out nothing before, as with the other contestants.
  const finished = document.createElement('div')
  const { show, unmount } = mountOurs(finished, { highlight: false })
  show(whole, false)
  await waitUntilQuiet(finished)
  const tree = finished.cloneNode(true) as Element
  unmount()
  return reveal(container, tree, whole)
})
