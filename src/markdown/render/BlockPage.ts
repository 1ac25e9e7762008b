import { defineComponent, h } from 'vue'
import type { Block } from '../blocks/block.ts'
import { toBlockNode } from './blockNodes.ts'

/** A piece of a document. When it is full, it is not laid out while it is out of sight. */
export const BlockPage = defineComponent<{ blocks: readonly Block[]; isFull: boolean }>(
  (props) => () =>
    h(
      'div',
      { class: ['stream-markdown-page', { full: props.isFull }] },
      props.blocks.map((block, key) => toBlockNode(block, key)),
    ),
  { name: 'BlockPage', props: ['blocks', 'isFull'] },
)
