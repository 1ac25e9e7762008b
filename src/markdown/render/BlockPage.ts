import {
  defineComponent,
  h,
  onMounted,
  onScopeDispose,
  shallowRef,
  useTemplateRef,
  watch,
} from 'vue'
import type { Block } from '../blocks/block.ts'
import { toBlockNode } from './blockNodes.ts'

/**
 * A piece of a document. When it is full, and was laid out as such, it is not laid out any more while it is
 * out of sight: its room is as large as it was, so that nothing moves.
 */
export const BlockPage = defineComponent<{ blocks: readonly Block[]; isFull: boolean }>(
  (props) => {
    const element = useTemplateRef<HTMLElement>('page')
    const height = shallowRef<number>()
    let observer: ResizeObserver | undefined

    function measure() {
      if (!props.isFull || element.value === null || observer !== undefined) return
      observer = new ResizeObserver(([entry]) => {
        const [size] = entry?.borderBoxSize ?? []
        // In a part of the page that is hidden there is nothing to measure yet.
        if (size === undefined || size.blockSize === 0) return
        height.value = size.blockSize
        observer?.disconnect()
      })
      observer.observe(element.value)
    }

    onMounted(measure)
    watch(() => props.isFull, measure, { flush: 'post' })
    onScopeDispose(() => observer?.disconnect())

    return () =>
      h(
        'div',
        {
          ref: 'page',
          class: ['stream-markdown-page', { measured: height.value !== undefined }],
          style:
            height.value === undefined
              ? undefined
              : { containIntrinsicBlockSize: `auto ${height.value}px` },
        },
        props.blocks.map((block, key) => toBlockNode(block, key)),
      )
  },
  { name: 'BlockPage', props: ['blocks', 'isFull'] },
)
