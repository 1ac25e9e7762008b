import { useEventListener } from '@vueuse/core'
import { readonly, shallowRef, type Ref } from 'vue'

/**
 * Accepts files that are dropped anywhere on the page. Otherwise the browser would leave the app and open the file.
 *
 * @param isDisabled - whether drops are ignored at the moment, for example while a dialog is open
 * @returns whether files are being dragged over the page
 */
export function useFileDrop(
  onDrop: (files: readonly File[]) => void,
  isDisabled: () => boolean,
): Readonly<Ref<boolean>> {
  const isOver = shallowRef(false)

  /** @returns whether the event drags files that this page accepts */
  function accept(event: DragEvent): boolean {
    const { dataTransfer, target } = event
    // A file input handles drops itself.
    const isOnFileInput = target instanceof HTMLInputElement && target.type === 'file'
    if (!dataTransfer?.types.includes('Files') || isOnFileInput) return false
    event.preventDefault()
    dataTransfer.dropEffect = isDisabled() ? 'none' : 'copy'
    return !isDisabled()
  }

  useEventListener(['dragenter', 'dragover'], (event: DragEvent) => {
    isOver.value = accept(event)
  })
  useEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) isOver.value = false
  })
  useEventListener('drop', (event) => {
    isOver.value = false
    if (accept(event)) onDrop([...(event.dataTransfer?.files ?? [])])
  })
  return readonly(isOver)
}
