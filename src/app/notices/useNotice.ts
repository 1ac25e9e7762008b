import { shallowReadonly, shallowRef, type ShallowRef } from 'vue'

/** A short message about an action that has no other visible result. */
export interface Notice {
  /** Changes with each notice, so that the same text shows as a new one. */
  readonly number: number
  /** Empty if there is nothing to show. */
  readonly text: string
}

export interface UseNoticeReturn {
  readonly notice: Readonly<ShallowRef<Notice>>
  /** Shows a text in place of the one before; an empty text removes it. */
  readonly notify: (text: string) => void
}

/** Holds the one notice that the app shows at a time. */
export function useNotice(): UseNoticeReturn {
  const notice = shallowRef<Notice>({ number: 0, text: '' })
  return {
    notice: shallowReadonly(notice),
    notify(text) {
      notice.value = { number: notice.value.number + 1, text }
    },
  }
}
