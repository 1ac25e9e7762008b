import {
  defineComponent,
  getCurrentInstance,
  h,
  onMounted,
  onScopeDispose,
  shallowRef,
  watch,
} from 'vue'
import type { Block } from '../blocks/block.ts'
import { useBlockDrawing } from './blockNodes.ts'

/**
 * A piece of a document. When it is full, and was laid out as such, it is not laid out any more while it is
 * out of sight: its room is as large as it was, so that nothing moves.
 */
export const BlockPage = defineComponent<{ blocks: readonly Block[]; isFull: boolean }>(
  (props) => {
    const draw = useBlockDrawing()
    const height = shallowRef<number>()
    let observer: ResizeObserver | undefined

    // Not by a template ref, which Vue would set at every update.
    const instance = getCurrentInstance()

    function measure() {
      const element = instance?.vnode.el
      if (!props.isFull || !(element instanceof Element) || observer !== undefined) return
      observer = new ResizeObserver(([entry]) => {
        const [size] = entry?.borderBoxSize ?? []
        // In a part of the page that is hidden there is nothing to measure yet.
        if (size === undefined || size.blockSize === 0) return
        height.value = size.blockSize
        observer?.disconnect()
      })
      observer.observe(element)
    }

    onMounted(measure)
    watch(() => props.isFull, measure, { flush: 'post' })
    onScopeDispose(() => observer?.disconnect())

    return () =>
      h(
        'div',
        {
          class:
            height.value === undefined ? 'stream-markdown-page' : 'stream-markdown-page measured',
          style:
            height.value === undefined
              ? undefined
              : { containIntrinsicBlockSize: `auto ${height.value}px` },
        },
        draw.blocks(props.blocks, false),
      )
  },
  { name: 'BlockPage', props: ['blocks', 'isFull'] },
)
