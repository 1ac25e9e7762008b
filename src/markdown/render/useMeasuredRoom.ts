import { getCurrentInstance, onMounted, onScopeDispose, shallowRef, watch } from 'vue'

/** What an element gets whose height is known. */
export interface MeasuredRoom {
  readonly class: string
  readonly style?: { readonly containIntrinsicBlockSize: string }
}

/**
 * Measures the component's own element once, when nothing more comes into it. From then on it has the class
 * `measured`, by which it is not laid out while it is out of sight, at the size that it had.
 *
 * @param name the class that it has in any case
 */
export function useMeasuredRoom(name: string, isFull: () => boolean): () => MeasuredRoom {
  const height = shallowRef<number>()
  let observer: ResizeObserver | undefined

  // Not by a template ref, which Vue would set at every update.
  const instance = getCurrentInstance()

  function measure() {
    const element = instance?.vnode.el
    if (!isFull() || !(element instanceof Element) || observer !== undefined) return
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
  watch(isFull, measure, { flush: 'post' })
  onScopeDispose(() => observer?.disconnect())

  return () =>
    height.value === undefined
      ? { class: name }
      : {
          class: `${name} measured`,
          style: { containIntrinsicBlockSize: `auto ${height.value}px` },
        }
}
