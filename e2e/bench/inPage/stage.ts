import '../../../src/app/styles/tokens.css'
import '../../../src/app/styles/base.css'
import './page.css'

/** Creates a scroll container that keeps the end of its content in view, as the app does, and returns the content. */
export function createStage(): HTMLElement {
  const scroller = document.createElement('div')
  const content = document.createElement('div')
  scroller.className = 'scroller'
  content.className = 'content'
  scroller.append(content)
  document.body.append(scroller)
  // Runs after layout and before paint, so nothing is laid out twice.
  new ResizeObserver(() => scroller.scrollTo({ top: scroller.scrollHeight })).observe(content)
  return content
}
