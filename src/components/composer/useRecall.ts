import { shallowRef, watch, type Ref } from 'vue'

export interface UseRecallReturn {
  /**
   * Takes a key of the field: ArrowUp in an empty one brings the prompt that was sent last, and each further one
   * an earlier one; ArrowDown goes back. Any other key begins to write on what is there.
   *
   * @returns whether the key is used up
   */
  onKey: (event: KeyboardEvent) => boolean
  /** What is there is a draft from now on. */
  end: () => void
}

/**
 * Recalls earlier prompts, as a shell does. What somebody wrote is never replaced: it begins in an empty field,
 * and ends with the first change of what it brought.
 *
 * @param prompts - what was sent, the newest last
 */
export function useRecall(draft: Ref<string>, prompts: () => readonly string[]): UseRecallReturn {
  /** How many steps back from the end. */
  const steps = shallowRef(0)
  let recalled = ''
  watch(draft, (text) => {
    if (text !== recalled) end()
  })

  function end(): void {
    steps.value = 0
    recalled = ''
  }

  function onKey({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const isArrow = (key === 'ArrowUp' || key === 'ArrowDown') && !shiftKey
    if (!isArrow || altKey || ctrlKey || metaKey) {
      end()
      return false
    }
    const isBegun = steps.value > 0
    if (isBegun ? draft.value !== recalled : draft.value !== '') return false
    if (!isBegun && key === 'ArrowDown') return false
    const all = prompts().filter((prompt, index, list) => prompt !== list[index - 1])
    steps.value = Math.min(steps.value + (key === 'ArrowUp' ? 1 : -1), all.length)
    recalled = all[all.length - steps.value] ?? ''
    draft.value = recalled
    return isBegun || all.length > 0
  }

  return { onKey, end }
}
