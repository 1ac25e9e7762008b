import { createCommentVNode, defineComponent, h, withMemo, type VNode } from 'vue'
import type { Block, CodeBlock, ListBlock, ListItem } from '../blocks/block.ts'
import type { Chunks } from '../chunks.ts'
import { useDocument } from './documentContext.ts'
import { InlineText } from './InlineText.ts'
import { TableView } from './TableView.ts'
import TaskBox from './TaskBox.vue'

/** Renders blocks and list items with all of their content, inside the component that created it. */
interface BlockRenderer {
  /** @param isTight whether the blocks are in a tight list, whose paragraphs have no `<p>` element */
  blocks(blocks: readonly Block[], isTight: boolean): VNode[]
  /** Renders any number of blocks. From the second chunk on, each chunk has its own component. */
  chunks(chunks: Chunks<Block>, isTight: boolean): VNode[]
  items(items: readonly ListItem[], isTight: boolean): VNode[]
}

/**
 * Renders each finished block only once. A finished block is the same object in every later document, so it gets the
 * same node, and Vue skips it.
 */
export function useBlockRenderer(): BlockRenderer {
  const { stream, parts } = useDocument()
  const rendered = new WeakMap<Block | ListItem, VNode[]>()

  function renderOnce(subject: Block | ListItem, isTight: boolean, draw: () => VNode): VNode {
    const nodes = rendered.get(subject) ?? []
    rendered.set(subject, nodes)
    return withMemo([isTight, parts.value], draw, nodes, 0)
  }

  const blocks = (blocks: readonly Block[], isTight: boolean) =>
    blocks.map((block, key) => {
      // A formula that never ends becomes a paragraph right after another one, and needs a line of its own.
      const isBare = isTight && blocks[key - 1]?.type !== 'paragraph'
      return renderOnce(block, isBare, () => toBlockNode(block, key, isBare))
    })

  const items = (items: readonly ListItem[], isTight: boolean) =>
    items.map((item, key) => renderOnce(item, isTight, () => toItemNode(item, key, isTight)))

  const chunks = ([first = [], ...others]: Chunks<Block>, isTight: boolean) => [
    ...blocks(first, isTight),
    ...others.map((blocks, index) => h(BlockChunk, { blocks, isTight, key: `chunk ${index}` })),
  ]

  function toBlockNode(block: Block, key: number, isTight: boolean): VNode {
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
        return toCodeNode(block, key)
      case 'formula':
        return h(parts.value.formula, { key, tex: block.tex, open: block.open, display: true })
      case 'quote':
        return h('blockquote', { key }, chunks(block.children, false))
      case 'list':
        return toListNode(block, key)
      case 'table':
        return h(TableView, { key, block })
      case 'rule':
        return h('hr', { key })
      case 'footnote':
        // Shown at the end of the document.
        return createCommentVNode()
    }
  }

  function toCodeNode({ info, lines, open }: CodeBlock, key: number): VNode {
    const [language = ''] = info.split(/\s/)
    const { code, diagram } = parts.value
    const props = { key, language, info, lines }
    // An incomplete diagram cannot be rendered, so it stays code even if the text was cut off.
    if (language === 'mermaid') return h(diagram, { ...props, open })
    return h(code, { ...props, open: open && !stream.isCutOff })
  }

  function toListNode({ start, tight: isTight, items: all }: ListBlock, key: number): VNode {
    const [first = [], ...others] = all
    const nodes = [
      ...items(first, isTight),
      ...others.map((items, index) => h(ItemChunk, { items, isTight, key: `chunk ${index}` })),
    ]
    if (start === undefined) return h('ul', { key }, nodes)
    return h('ol', start === 1 ? { key } : { key, start }, nodes)
  }

  function toItemNode({ task, children }: ListItem, key: number, isTight: boolean): VNode {
    const nodes = chunks(children, isTight)
    if (task === undefined) return h('li', { key }, nodes)
    return h('li', { key, class: 'task' }, [h(TaskBox, { isDone: task }), ' ', ...nodes])
  }

  return { blocks, chunks, items }
}

const BlockChunk = defineComponent<{ blocks: readonly Block[]; isTight: boolean }>(
  (props) => {
    const draw = useBlockRenderer()
    return () => draw.blocks(props.blocks, props.isTight)
  },
  { name: 'BlockChunk', props: ['blocks', 'isTight'] },
)

const ItemChunk = defineComponent<{ items: readonly ListItem[]; isTight: boolean }>(
  (props) => {
    const draw = useBlockRenderer()
    return () => draw.items(props.items, props.isTight)
  },
  { name: 'ItemChunk', props: ['items', 'isTight'] },
)

/** Renders blocks outside of the document's flow, such as those of a footnote. */
export const BlockList = defineComponent<{ chunks: Chunks<Block> }>(
  (props) => {
    const draw = useBlockRenderer()
    return () => h('div', draw.chunks(props.chunks, false))
  },
  { name: 'BlockList', props: ['chunks'] },
)
