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
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b br code del em i mark s small span strong sub sup u'.split(' '),
)

/**
 * The text of an element as a person reads it, block by block.
 *
 * @param others - a selector of what else is left out
 */
export function textGroups(root: Element, others = ''): readonly TextGroup[] {
  const leftOut = others === '' ? OTHERS : `${OTHERS}, ${others}`
  const groups: { block: Element; nodes: Text[] }[] = []
  let isEnded = false

  function add(node: Text, block: Element): void {
    const last = groups.at(-1)
    if (last?.block === block && !isEnded) last.nodes.push(node)
    else groups.push({ block, nodes: [node] })
    isEnded = false
  }

  function read(parent: Element, block: Element): void {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node instanceof Text) add(node, block)
      if (!(node instanceof Element)) continue
      const isRead = !node.matches(leftOut)
      const isWithin = isRead && INLINE.has(node.localName)
      if (!isWithin) isEnded = true
      if (isRead) read(node, isWithin ? block : node)
    }
  }

  read(root, root)
  return groups.map(({ block, nodes }) => toGroup(block, nodes))
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
