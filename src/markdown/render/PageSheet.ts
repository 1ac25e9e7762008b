import { defineComponent, h } from 'vue'
import type { Block } from '../blocks/block.ts'
import type { Chunks } from '../chunks.ts'
import { BlockPage } from './BlockPage.ts'
import { useMeasuredRoom } from './useMeasuredRoom.ts'

/**
 * Many pages of a document. Each page that is passed over has a cost of its own in every frame; in a long
 * document the far ones are passed over together.
 */
export const PageSheet = defineComponent<{ pages: Chunks<Block>; isFull: boolean }>(
  (props) => {
    const room = useMeasuredRoom('stream-markdown-sheet', () => props.isFull)
    return () => {
      const { pages, isFull } = props
      const drawn = pages.map((blocks, index) =>
        h(BlockPage, { key: index, blocks, isFull: isFull || index < pages.length - 1 }),
      )
      return h('div', room(), drawn)
    }
  },
  { name: 'PageSheet', props: ['pages', 'isFull'] },
)
