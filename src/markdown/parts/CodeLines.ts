import { defineComponent, h, type VNode } from 'vue'
import type { Piece } from '../highlighting/toPieces.ts'
import { growLastText } from '../render/growLastText.ts'

/**
 * A chunk of the lines of code. Each that is complete ends with a line feed, so that the text is what was
 * written.
 */
export const CodeLines = defineComponent<{
  lines: readonly string[]
  /** The pieces of the first lines. */
  pieces: readonly (readonly Piece[])[]
  /** Whether the last line may grow. */
  open: boolean
}>(
  (props) => () => {
    const { lines, pieces, open } = props
    const nodes = lines.map((line, index) => {
      const text = open && index === lines.length - 1 ? line : `${line}\n`
      return h('span', { class: 'line', key: index }, toNodes(text, pieces[index] ?? []))
    })
    return growLastText(nodes)
  },
  { name: 'CodeLines', props: ['lines', 'pieces', 'open'] },
)

function toNodes(text: string, pieces: readonly Piece[]): (VNode | string)[] {
  const nodes: (VNode | string)[] = []
  let start = 0
  for (const { end, kind } of pieces) {
    const piece = text.slice(start, end)
    nodes.push(kind === undefined ? piece : h('span', { class: `token-${kind}` }, piece))
    start = end
  }
  if (start < text.length) nodes.push(text.slice(start))
  return nodes
}
