/**
 * Makes the SVG that Mermaid wrote for an HTML page a document of its own, with the size of its drawing.
 *
 * @throws where it cannot be one
 */
export function toStandaloneSvg(markup: string): string {
  // A document that is never shown: nothing in it loads.
  const svg = new DOMParser().parseFromString(markup, 'text/html').querySelector('svg')
  if (!svg) throw new Error('The diagram came out without a drawing.')
  const { width, height } = svg.viewBox.baseVal
  if (!(width > 0 && height > 0)) throw new Error('The diagram came out empty.')
  svg.setAttribute('width', String(Math.ceil(width)))
  svg.setAttribute('height', String(Math.ceil(height)))
  svg.style.removeProperty('max-width')
  const text = new XMLSerializer().serializeToString(svg)
  if (new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')) {
    throw new Error('The diagram has characters that an image may not have.')
  }
  return text
}
