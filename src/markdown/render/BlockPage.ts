import { defineComponent, h } from 'vue'
import type { Block } from '../blocks/block.ts'
import { useBlockDrawing } from './blockNodes.ts'
import { useMeasuredRoom } from './useMeasuredRoom.ts'

/**
 * A piece of a document. When it is full, and was laid out as such, it is not laid out any more while it is
 * out of sight: its room is as large as it was, so that nothing moves.
 */
export const BlockPage = defineComponent<{ blocks: readonly Block[]; isFull: boolean }>(
  (props) => {
    const draw = useBlockDrawing()
    const room = useMeasuredRoom('stream-markdown-page', () => props.isFull)
    return () => h('div', room(), draw.blocks(props.blocks, false))
  },
  { name: 'BlockPage', props: ['blocks', 'isFull'] },
)
