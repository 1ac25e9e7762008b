/** Elements that other programs know, with the attributes that mean something there. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    'p h1 h2 h3 h4 h5 h6 ul li blockquote pre code strong em del sup hr br table thead tbody tr'
      .split(' ')
      .map((name) => [name, []]),
  ),
  ol: ['start'],
  th: ['align'],
  td: ['align'],
}

/** What belongs to the page and not to the text: it goes with all that is in it. */
const DROPPED = 'button, figcaption, svg, iframe, style, script, [data-notice], [hidden]'

/**
 * The text of an answer for other programs, as HTML, made of what is drawn: of its elements those alone that say
 * how a text is built, without classes, styles and handlers. Pictures are told by their words, as whoever pastes
 * them would ask their host for them; formulas are told by their source.
 */
export function toRichText(drawn: Element): string {
  // A document that loads and runs nothing.
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
  if (element.localName === 'math') return to.append(sourceOf(element))
  if (element instanceof HTMLImageElement) return to.append(element.alt)
  if (element instanceof HTMLInputElement) return to.append(element.checked ? '☑' : '☐')
  const copy = copyOf(element, page)
  copyChildren(element, copy ?? to)
  if (copy) to.append(copy)
}

/** Undefined where only what is in it counts. */
function copyOf(element: Element, page: Document): Element | undefined {
  const { localName } = element
  if (element instanceof HTMLAnchorElement) return copyOfLink(element, page)
  if (!Object.hasOwn(KEPT, localName)) return undefined
  const copy = page.createElement(localName)
  for (const name of KEPT[localName] ?? []) {
    const value = element.getAttribute(name)
    if (value !== null) copy.setAttribute(name, value)
  }
  return copy
}

/** Links inside the page lead nowhere else. */
function copyOfLink(link: HTMLAnchorElement, page: Document): Element | undefined {
  const isInside = link.getAttribute('href')?.startsWith('#') ?? true
  if (isInside || !['http:', 'https:', 'mailto:'].includes(link.protocol)) return undefined
  const copy = page.createElement('a')
  copy.setAttribute('href', link.href)
  return copy
}

/** As it was written: what is drawn of a formula means nothing elsewhere. */
function sourceOf(formula: Element): string {
  const source = formula.querySelector('annotation')?.textContent ?? formula.textContent
  const mark = formula.getAttribute('display') === 'block' ? '$$' : '$'
  return `${mark}${source}${mark}`
}
