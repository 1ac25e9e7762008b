import { shallowRef, watch, type Ref } from 'vue'

export interface UseRecallReturn {
  /**
   * Handles a keydown in the field. ArrowUp in an empty field recalls the prompt that was sent last, and each
   * further ArrowUp an earlier one; ArrowDown goes back. Any other key turns the recalled prompt into a draft.
   *
   * @returns whether the key was handled, so that the field must not handle it
   */
  onKey: (event: KeyboardEvent) => boolean
  /** Stops recalling: the text in the field is a draft from now on. */
  end: () => void
}

/**
 * Recalls earlier prompts, as a shell does. It never replaces text that the user wrote: recalling starts in an empty
 * field and ends when the user first edits a recalled prompt.
 *
 * @param prompts - returns the questions that were sent, the newest last
 */
export function useRecall(draft: Ref<string>, prompts: () => readonly string[]): UseRecallReturn {
  /** Number of steps back from the newest prompt. */
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
    const isRecalling = steps.value > 0
    if (isRecalling ? draft.value !== recalled : draft.value !== '') return false
    if (!isRecalling && key === 'ArrowDown') return false
    const all = prompts().filter((prompt, index, list) => prompt !== list[index - 1])
    steps.value = Math.min(steps.value + (key === 'ArrowUp' ? 1 : -1), all.length)
    recalled = all[all.length - steps.value] ?? ''
    draft.value = recalled
    return isRecalling || all.length > 0
  }

  return { onKey, end }
}
