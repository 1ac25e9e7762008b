import { defineComponent, h } from 'vue'
import type { Block } from '../blocks/block.ts'
import type { Chunks } from '../chunks.ts'
import { BlockPage } from './BlockPage.ts'
import { useMeasuredHeight } from './useMeasuredHeight.ts'

/**
 * A group of pages of a document. Every skipped page still has a fixed cost per frame, so in a long document the
 * distant pages are skipped as one sheet.
 */
export const PageSheet = defineComponent<{ pages: Chunks<Block>; isFull: boolean }>(
  (props) => {
    const measuredAttributes = useMeasuredHeight('stream-markdown-sheet', () => props.isFull)
    return () => {
      const { pages, isFull } = props
      const drawn = pages.map((blocks, index) =>
        h(BlockPage, { key: index, blocks, isFull: isFull || index < pages.length - 1 }),
      )
      return h('div', measuredAttributes(), drawn)
    }
  },
  { name: 'PageSheet', props: ['pages', 'isFull'] },
)
