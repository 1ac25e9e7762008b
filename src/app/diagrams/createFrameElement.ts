/** Out of sight, but laid out: Mermaid measures its texts there. */
const HIDDEN = {
  position: 'fixed',
  inset: '0 auto auto 0',
  width: '1024px',
  height: '768px',
  border: '0',
  visibility: 'hidden',
  'pointer-events': 'none',
}

/** Makes the frame's element. It loads when it is put into the document. */
export function createFrameElement(address: string): HTMLIFrameElement {
  const element = document.createElement('iframe')
  element.setAttribute('sandbox', 'allow-scripts')
  element.setAttribute('aria-hidden', 'true')
  element.tabIndex = -1
  for (const [name, value] of Object.entries(HIDDEN)) element.style.setProperty(name, value)
  element.src = address
  return element
}
