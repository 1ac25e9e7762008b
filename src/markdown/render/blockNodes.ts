import { defineComponent, h, type VNode } from 'vue'
import type { Block, CodeBlock, ListBlock, ListItem } from '../blocks/block.ts'
import type { Chunks } from '../chunks.ts'
import { useDocument } from './documentContext.ts'
import { InlineText } from './InlineText.ts'
import { TableView } from './TableView.ts'
import TaskBox from './TaskBox.vue'

/**
 * The nodes of blocks, a component a chunk: what is finished keeps its identity, and Vue leaves it alone.
 *
 * @param isTight whether they stand in a list whose paragraphs have no element of their own
 */
export const toBlockNodes = (chunks: Chunks<Block>, isTight = false): VNode[] =>
  chunks.map((blocks, key) => h(BlockChunk, { blocks, isTight, key }))

const BlockChunk = defineComponent<{ blocks: readonly Block[]; isTight: boolean }>(
  (props) => () => props.blocks.map((block, key) => toBlockNode(block, key, props.isTight)),
  { name: 'BlockChunk', props: ['blocks', 'isTight'] },
)

export function toBlockNode(block: Block, key: number, isTight = false): VNode | null {
  switch (block.type) {
    case 'paragraph': {
      const { text, open } = block
      return h(InlineText, { key, text, open, tag: isTight ? undefined : 'p' })
    }
    case 'heading': {
      const { text, open, level } = block
      return h(InlineText, { key, text, open, tag: `h${level}` })
    }
    case 'code':
      return h(CodeView, { key, block })
    case 'formula':
      return h(FormulaBlockView, { key, tex: block.tex, open: block.open })
    case 'quote':
      return h('blockquote', { key }, toBlockNodes(block.children))
    case 'list':
      return h(ListView, { key, block })
    case 'table':
      return h(TableView, { key, block })
    case 'rule':
      return h('hr', { key })
    case 'footnote':
      // Shown at the end of the document.
      return null
  }
}

const CodeView = defineComponent<{ block: CodeBlock }>(
  (props) => {
    const { parts } = useDocument()
    return () => {
      const { info, lines, open } = props.block
      const [language = ''] = info.split(/\s/)
      const part = language === 'mermaid' ? parts.value.diagram : parts.value.code
      return h(part, { language, info, lines, open })
    }
  },
  { name: 'CodeView', props: ['block'] },
)

const FormulaBlockView = defineComponent<{ tex: string; open: boolean }>(
  (props) => {
    const { parts } = useDocument()
    return () => h(parts.value.formula, { ...props, display: true })
  },
  { name: 'FormulaBlockView', props: ['tex', 'open'] },
)

const ListView = defineComponent<{ block: ListBlock }>(
  (props) => () => {
    const { start, tight: isTight, items: chunks } = props.block
    const items = chunks.map((items, key) => h(ItemChunk, { items, isTight, key }))
    if (start === undefined) return h('ul', items)
    return h('ol', start === 1 ? {} : { start }, items)
  },
  { name: 'ListView', props: ['block'] },
)

const ItemChunk = defineComponent<{ items: readonly ListItem[]; isTight: boolean }>(
  (props) => () =>
    props.items.map((item, key) => h(ItemView, { item, isTight: props.isTight, key })),
  { name: 'ItemChunk', props: ['items', 'isTight'] },
)

const ItemView = defineComponent<{ item: ListItem; isTight: boolean }>(
  (props) => () => {
    const { task, children } = props.item
    const blocks = toBlockNodes(children, props.isTight)
    if (task === undefined) return h('li', blocks)
    return h('li', { class: 'task' }, [h(TaskBox, { isDone: task }), ' ', ...blocks])
  },
  { name: 'ItemView', props: ['item', 'isTight'] },
)
