/** The text of a paragraph, a cell, a line or the like, which may consist of several elements. */
export interface TextGroup {
  readonly text: string
  /** The element that contains it. */
  readonly block: Element
  /** Returns the DOM range between two offsets in the text. */
  rangeOf(start: number, end: number): Range
}

/** Elements that are not text of the message: controls, and content only for machines or screen readers. */
const ALWAYS_EXCLUDED = 'button, [aria-hidden=true], .visually-hidden, style, script'
/** Names of inline elements. */
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b br code del em i mark s small span strong sub sup u'.split(' '),
)

/**
 * Returns the visible text of an element, block by block.
 *
 * @param excluded - a selector of further elements to leave out
 */
export function textGroups(root: Element, excluded = ''): readonly TextGroup[] {
  const excludedSelector = excluded === '' ? ALWAYS_EXCLUDED : `${ALWAYS_EXCLUDED}, ${excluded}`
  const groups: { block: Element; nodes: Text[] }[] = []
  let isEnded = false

  function add(node: Text, block: Element): void {
    const last = groups.at(-1)
    if (last?.block === block && !isEnded) last.nodes.push(node)
    else groups.push({ block, nodes: [node] })
    isEnded = false
  }

  function visit(parent: Element, block: Element): void {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node instanceof Text) add(node, block)
      if (!(node instanceof Element)) continue
      const isIncluded = !node.matches(excludedSelector)
      const isInline = isIncluded && INLINE.has(node.localName)
      if (!isInline) isEnded = true
      if (isIncluded) visit(node, isInline ? block : node)
    }
  }

  visit(root, root)
  return groups.map(({ block, nodes }) => toGroup(block, nodes))
}

function toGroup(block: Element, nodes: readonly Text[]): TextGroup {
  /** Returns the text node at an offset, and the offset in it. An end between two nodes belongs to the first. */
  function locate(offset: number, isEnd: boolean): [Text, number] | undefined {
    let rest = offset
    for (const node of nodes) {
      if (rest < node.length || (isEnd && rest === node.length)) return [node, rest]
      rest -= node.length
    }
    return undefined
  }
  return {
    text: nodes.map(({ data }) => data).join(''),
    block,
    rangeOf(start, end) {
      const range = document.createRange()
      const [from, to] = [locate(start, false), locate(end, true)]
      if (from) range.setStart(...from)
      if (to) range.setEnd(...to)
      return range
    },
  }
}
