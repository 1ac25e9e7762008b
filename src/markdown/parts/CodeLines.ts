import { defineComponent, h, withMemo, type VNode } from 'vue'
import type { Piece } from '../highlighting/toPieces.ts'
import { growLastText } from '../render/growLastText.ts'

const NONE: readonly Piece[] = []

/**
 * Renders a chunk of lines of code. Every complete line ends with a line feed, so that selected text is exactly the
 * code as written.
 */
export const CodeLines = defineComponent<{
  lines: readonly string[]
  /** The highlighted pieces of the lines that have been read, from the first line on. */
  pieces: readonly (readonly Piece[])[]
  /** Whether the last line may still grow. */
  open: boolean
}>(
  (props) => {
    const drawn: VNode[] = []
    return () => {
      const { lines, pieces, open } = props
      const nodes = lines.map((line, key) => {
        const isGrowing = open && key === lines.length - 1
        const linePieces = pieces[key] ?? NONE
        const draw = () =>
          h('span', { class: 'line', key }, toNodes(isGrowing ? line : `${line}\n`, linePieces))
        return withMemo([line, isGrowing, linePieces], draw, drawn, key)
      })
      return growLastText(nodes)
    }
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
