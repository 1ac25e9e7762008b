/** Invisible, but laid out: Mermaid measures texts in it. */
const HIDDEN = {
  position: 'fixed',
  inset: '0 auto auto 0',
  width: '1024px',
  height: '768px',
  border: '0',
  visibility: 'hidden',
  'pointer-events': 'none',
}

/** Creates the frame's element. It starts loading when it is added to the document. */
export function createFrameElement(url: string): HTMLIFrameElement {
  const element = document.createElement('iframe')
  element.setAttribute('sandbox', 'allow-scripts')
  element.setAttribute('aria-hidden', 'true')
  element.tabIndex = -1
  for (const [name, value] of Object.entries(HIDDEN)) element.style.setProperty(name, value)
  element.src = url
  return element
}
