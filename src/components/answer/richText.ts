/** Elements that other programs understand, with the attributes that matter there. */
const KEPT_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    'p h1 h2 h3 h4 h5 h6 ul li blockquote pre code strong em del sup hr br table thead tbody tr'
      .split(' ')
      .map((name) => [name, []]),
  ),
  ol: ['start'],
  th: ['align'],
  td: ['align'],
}

/** Elements that belong to the page, not to the text. They are dropped with all their content. */
const DROPPED = 'button, figcaption, svg, iframe, style, script, [data-notice], [hidden]'

/**
 * Converts a rendered answer to HTML for other programs. Keeps only elements that structure the text, without classes,
 * styles and handlers. Replaces images by their alternative text, because pasting them would request them from their
 * host, and formulas by their TeX source.
 */
export function toRichText(drawn: Element): string {
  // An inert document: it loads no resources and runs no scripts.
  const page = document.implementation.createHTMLDocument()
  copyChildren(drawn, page.body)
  return page.body.innerHTML
}

function copyChildren(from: Element, to: Element): void {
  for (const node of from.childNodes) {
    if (node instanceof Element) copyElement(node, to)
    else if (node.nodeType === Node.TEXT_NODE) to.append(node.textContent ?? '')
  }
}

function copyElement(element: Element, to: Element): void {
  const { ownerDocument: page } = to
  if (element.matches(DROPPED)) return
  if (element.localName === 'math') return to.append(texSourceOf(element))
  if (element instanceof HTMLImageElement) return to.append(element.alt)
  if (element instanceof HTMLInputElement) return to.append(element.checked ? '☑' : '☐')
  const copy = copyOf(element, page)
  copyChildren(element, copy ?? to)
  if (copy) to.append(copy)
}

/** Copies an element without its children. Returns undefined if only its children are kept. */
function copyOf(element: Element, page: Document): Element | undefined {
  const { localName } = element
  if (element instanceof HTMLAnchorElement) return copyOfLink(element, page)
  if (!Object.hasOwn(KEPT_ATTRIBUTES, localName)) return undefined
  const copy = page.createElement(localName)
  for (const name of KEPT_ATTRIBUTES[localName] ?? []) {
    const value = element.getAttribute(name)
    if (value !== null) copy.setAttribute(name, value)
  }
  return copy
}

/** Copies a link. Returns undefined for links within the page, which lead nowhere in other programs. */
function copyOfLink(link: HTMLAnchorElement, page: Document): Element | undefined {
  const isInside = link.getAttribute('href')?.startsWith('#') ?? true
  if (isInside || !['http:', 'https:', 'mailto:'].includes(link.protocol)) return undefined
  const copy = page.createElement('a')
  copy.setAttribute('href', link.href)
  return copy
}

/** Returns the TeX source of a formula. Other programs cannot show the rendered formula. */
function texSourceOf(formula: Element): string {
  const source = formula.querySelector('annotation')?.textContent ?? formula.textContent
  const mark = formula.getAttribute('display') === 'block' ? '$$' : '$'
  return `${mark}${source}${mark}`
}
