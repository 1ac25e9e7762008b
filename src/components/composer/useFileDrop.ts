import { useEventListener } from '@vueuse/core'
import { readonly, shallowRef, type Ref } from 'vue'

/**
 * Takes files that are dropped anywhere on the page, which the browser would open in its place.
 *
 * @param isOff - whether they go nowhere now, as below a dialog
 * @returns whether files are being dragged over the page
 */
export function useFileDrop(
  onDrop: (files: readonly File[]) => void,
  isOff: () => boolean,
): Readonly<Ref<boolean>> {
  const isOver = shallowRef(false)

  /** @returns whether files are dragged that this page takes */
  function take(event: DragEvent): boolean {
    const { dataTransfer, target } = event
    // A field for files takes them itself.
    const isOfField = target instanceof HTMLInputElement && target.type === 'file'
    if (!dataTransfer?.types.includes('Files') || isOfField) return false
    event.preventDefault()
    dataTransfer.dropEffect = isOff() ? 'none' : 'copy'
    return !isOff()
  }

  useEventListener(['dragenter', 'dragover'], (event: DragEvent) => {
    isOver.value = take(event)
  })
  useEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) isOver.value = false
  })
  useEventListener('drop', (event) => {
    isOver.value = false
    if (take(event)) onDrop([...(event.dataTransfer?.files ?? [])])
  })
  return readonly(isOver)
}
