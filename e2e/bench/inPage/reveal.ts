import type { Show } from './renderBench.ts'

/** One step of building a tree in document order. */
type Step = { kind: 'open'; element: Element } | { kind: 'close' } | { kind: 'text'; text: string }

/**
 * Reveals a finished tree piece by piece. This is the minimum for every streaming renderer: it has nothing to parse, to
 * compare or to undo.
 *
 * @param tree - its children are cloned into `container` as the text grows; each update shows the same share of the tree's
 *   text as it has of `whole`
 */
export function reveal(container: HTMLElement, tree: Element, whole: string): Show {
  const steps = [...stepsOf(tree)]
  const total = tree.textContent.length
  const parents: Element[] = [container]
  let next = 0
  let cut = 0
  let shown = 0
  let node: Text | undefined

  function take(step: Step): void {
    node = undefined
    next += 1
    if (step.kind === 'close') {
      parents.pop()
    } else if (step.kind === 'open') {
      const copy = step.element.cloneNode(false) as Element
      parents.at(-1)?.append(copy)
      parents.push(copy)
    }
  }

  function takeText(text: string, maxLength: number): void {
    const piece = text.slice(cut, cut + maxLength)
    if (node) node.appendData(piece)
    else {
      node = document.createTextNode(piece)
      parents.at(-1)?.append(node)
    }
    shown += piece.length
    cut += piece.length
    if (cut < text.length) return
    cut = 0
    node = undefined
    next += 1
  }

  return (text) => {
    const isEnd = text.length >= whole.length
    const goal = isEnd ? total : Math.floor((text.length / whole.length) * total)
    for (let step = steps[next]; step && (shown < goal || isEnd); step = steps[next]) {
      if (step.kind === 'text') takeText(step.text, goal - shown)
      else take(step)
    }
  }
}

function* stepsOf(parent: Element): Generator<Step> {
  for (const child of parent.childNodes) {
    if (child instanceof Text && child.data !== '') yield { kind: 'text', text: child.data }
    if (!(child instanceof Element)) continue
    yield { kind: 'open', element: child }
    yield* stepsOf(child)
    yield { kind: 'close' }
  }
}
