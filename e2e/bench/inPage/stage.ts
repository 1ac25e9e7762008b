import '../../../src/app/styles/tokens.css'
import '../../../src/app/styles/base.css'
import './page.css'

/** A scroller that keeps the end of its content in view, as the app does. Returns the content. */
export function createStage(): HTMLElement {
  const scroller = document.createElement('div')
  const content = document.createElement('div')
  scroller.className = 'scroller'
  content.className = 'content'
  scroller.append(content)
  document.body.append(scroller)
  // After layout and before paint: nothing is laid out twice for it.
  new ResizeObserver(() => scroller.scrollTo({ top: scroller.scrollHeight })).observe(content)
  return content
}
