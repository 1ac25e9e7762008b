import { getCurrentInstance, onMounted, onScopeDispose, shallowRef, watch } from 'vue'

/** Attributes of an element, with its height once it has been measured. */
export interface MeasuredAttributes {
  readonly class: string
  readonly style?: { readonly containIntrinsicBlockSize: string }
}

/**
 * Measures the component's root element once, when its content is complete. From then on the element has the class
 * `measured`: the browser skips its layout while it is out of view, and keeps the measured height.
 *
 * @param name the class that the element always has
 * @returns a function that returns the element's attributes
 */
export function useMeasuredHeight(name: string, isFull: () => boolean): () => MeasuredAttributes {
  const height = shallowRef<number>()
  let observer: ResizeObserver | undefined

  // Don't use a template ref: Vue would set it again at every update.
  const instance = getCurrentInstance()

  function measure() {
    const element = instance?.vnode.el
    if (!isFull() || !(element instanceof Element) || observer !== undefined) return
    observer = new ResizeObserver(([entry]) => {
      const [size] = entry?.borderBoxSize ?? []
      // An element in a hidden part of the page has no height yet.
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
