import { defineComponent, h, withMemo, type VNode } from 'vue'
import type { Alignment, TableBlock, TableRow } from '../blocks/block.ts'
import { useDocument } from './documentContext.ts'
import { InlineText } from './InlineText.ts'

/** Renders a table. Each chunk of rows has a component, so that finished chunks are not rendered again. */
export const TableView = defineComponent<{ block: TableBlock }>(
  (props) => {
    const { parts } = useDocument()
    return () => h(parts.value.table, null, { default: () => toTable(props.block) })
  },
  { name: 'TableView', props: ['block'] },
)

function toTable({ alignments, header, rows, open }: TableBlock): VNode {
  const isHeaderOpen = open && rows.length === 0
  const head = h('thead', toRow(header, alignments, 'th', isHeaderOpen))
  if (rows.length === 0) return h('table', [head])
  const chunks = rows.map((chunk, key) => {
    const isGrowing = open && key === rows.length - 1
    return h(RowChunk, { key, rows: chunk, alignments, isGrowing })
  })
  return h('table', [head, h('tbody', chunks)])
}

const RowChunk = defineComponent<{
  rows: readonly TableRow[]
  alignments: readonly Alignment[]
  /** Whether the last row may still grow. */
  isGrowing: boolean
}>(
  (props) => {
    const drawn: VNode[] = []
    return () => {
      const { rows, alignments, isGrowing } = props
      return rows.map((row, key) => {
        const isOpen = isGrowing && key === rows.length - 1
        const draw = () => toRow(row, alignments, 'td', isOpen, key)
        return withMemo([row, alignments, isOpen], draw, drawn, key)
      })
    }
  },
  { name: 'RowChunk', props: ['rows', 'alignments', 'isGrowing'] },
)

const toRow = (
  cells: TableRow,
  alignments: readonly Alignment[],
  tag: 'th' | 'td',
  isOpen: boolean,
  key = 0,
): VNode =>
  h(
    'tr',
    { key },
    cells.map((text, column) =>
      h(InlineText, { tag, text, open: isOpen, align: alignments[column] }),
    ),
  )
