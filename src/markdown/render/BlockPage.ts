import { defineComponent, h } from 'vue'
import type { Block } from '../blocks/block.ts'
import { useBlockRenderer } from './blockNodes.ts'
import { useMeasuredHeight } from './useMeasuredHeight.ts'

/**
 * A page of a document. After it is full and has been laid out, the browser skips its layout while it is out of view.
 * It keeps its measured height, so that the scroll position doesn't move.
 */
export const BlockPage = defineComponent<{ blocks: readonly Block[]; isFull: boolean }>(
  (props) => {
    const draw = useBlockRenderer()
    const measuredAttributes = useMeasuredHeight('stream-markdown-page', () => props.isFull)
    return () => h('div', measuredAttributes(), draw.blocks(props.blocks, false))
  },
  { name: 'BlockPage', props: ['blocks', 'isFull'] },
)
