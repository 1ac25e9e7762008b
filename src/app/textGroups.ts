/** A paragraph, a cell, a line or the like: text that is read as one, whatever elements it is made of. */
export interface TextGroup {
  readonly text: string
  /** What it stands in. */
  readonly block: Element
  /** The part of the page between two places in the text. */
  rangeOf(start: number, end: number): Range
}

/** What says nothing of the message: names of controls, and what is there for machines or for ears alone. */
const OTHERS = 'button, [aria-hidden=true], .visually-hidden, style, script'
/** What stands within a line. */
const INLINE = 'a, abbr, b, br, code, del, em, i, mark, s, small, span, strong, sub, sup, u'

/**
 * The text of an element as a person reads it, block by block.
 *
 * @param others - a selector of what else is left out
 */
export function textGroups(root: Element, others = ''): readonly TextGroup[] {
  const leftOut = others === '' ? OTHERS : `${OTHERS}, ${others}`
  let isEnded = false
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode(node) {
      const isLeftOut = node instanceof Element && node.matches(leftOut)
      if (isLeftOut) isEnded = true
      return isLeftOut ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
    },
  })
  const groups: { block: Element; nodes: Text[] }[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element && !node.matches(INLINE)) isEnded = true
    if (!(node instanceof Text)) continue
    const block = blockOf(node, root)
    const last = groups.at(-1)
    if (last?.block === block && !isEnded) last.nodes.push(node)
    else groups.push({ block, nodes: [node] })
    isEnded = false
  }
  return groups.map(({ block, nodes }) => toGroup(block, nodes))
}

function blockOf(node: Text, root: Element): Element {
  let element = node.parentElement ?? root
  while (element !== root && element.matches(INLINE)) element = element.parentElement ?? root
  return element
}

function toGroup(block: Element, nodes: readonly Text[]): TextGroup {
  /** The node in which a place is, and where in it. A place between two nodes is the end of the first. */
  function locate(place: number, isEnd: boolean): [Text, number] | undefined {
    let rest = place
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
