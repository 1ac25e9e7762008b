/**
 * Turns the SVG that Mermaid wrote for an HTML page into a standalone document, with the size of its drawing.
 *
 * @throws if Mermaid returned no SVG or an empty one, or if it is not well-formed XML
 */
export function toStandaloneSvg(markup: string): string {
  // This document is never shown, so nothing in it loads.
  const svg = new DOMParser().parseFromString(markup, 'text/html').querySelector('svg')
  if (!svg) throw new Error('Mermaid returned no SVG for the diagram.')
  const { width, height } = svg.viewBox.baseVal
  if (!(width > 0 && height > 0)) throw new Error('The diagram is empty: its SVG has no size.')
  svg.setAttribute('width', String(Math.ceil(width)))
  svg.setAttribute('height', String(Math.ceil(height)))
  svg.style.removeProperty('max-width')
  const text = new XMLSerializer().serializeToString(svg)
  if (new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')) {
    throw new Error('The diagram contains characters that are not allowed in SVG.')
  }
  return text
}
