const BLOCKS = new Set(
  'blockquote h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td th thead tr ul'.split(' '),
)
const ATTRIBUTES = ['align', 'alt', 'checked', 'disabled', 'href', 'src', 'start', 'title', 'type']

/**
 * Serializes the part of a DOM that the specification defines: elements, their attributes and text. Leaves out
 * insignificant white space, and elements and classes that the renderer adds.
 */
export function toStructure(node: Node): string {
  return normalize(serialize(node))
}

/** Serializes a piece of HTML in the same way. */
export function htmlToStructure(html: string): string {
  const template = document.createElement('template')
  template.innerHTML = html
  return toStructure(template.content)
}

function serialize(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replaceAll('<', '&lt;')
  const content = [...node.childNodes].map(serialize).join('')
  if (!(node instanceof Element)) return content
  const name = node.localName
  if (name === 'div') return content
  if (name === 'input') return '<input>'
  const attributes = ATTRIBUTES.flatMap((attribute) => {
    const value = node.getAttribute(attribute)
    return value === null ? [] : [` ${attribute}=${JSON.stringify(value)}`]
  }).join('')
  const text = name === 'pre' ? content.replaceAll('\n', '↵').replaceAll(' ', '·') : content
  return `<${name}${attributes}>${text}</${name}>`
}

function normalize(structure: string): string {
  const block = [...BLOCKS].join('|')
  return structure
    .replace(new RegExp(`\\s*(</?(?:${block})(?: [^>]*)?>)\\s*`, 'g'), '$1')
    .replace(/(<br><\/br>)\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}
