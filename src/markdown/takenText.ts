import { beginsWith, mayBeginWith } from './beginsWith.ts'

/** All of what was taken is compared when it is so many times as long as it was the last time. */
const COMPARED_AGAIN_AT = 1.1

/** What was taken of a text that grows. */
export interface TakenText {
  readonly length: number
  /**
   * Whether a text begins with what was taken. As long as it grows, only the end of that is looked at in most
   * calls: to compare all takes longer the longer it is. A change before the end is noticed when the text has
   * grown by a tenth, when it does not grow, or when it is whole.
   */
  isBeginningOf(text: string, isWhole: boolean): boolean
  /** Takes what the text has more, and returns it. */
  takeFrom(text: string): string
}

export function createTakenText(): TakenText {
  let taken = ''
  let comparedLength = 0

  return {
    get length() {
      return taken.length
    },
    isBeginningOf(text, isWhole) {
      const { length } = taken
      const grows = !isWhole && text.length > length
      if (grows && length < comparedLength * COMPARED_AGAIN_AT) return mayBeginWith(text, taken)
      comparedLength = length
      return beginsWith(text, taken)
    },
    takeFrom(text) {
      const added = copy(text.slice(taken.length))
      taken += added
      return added
    },
  }
}

/**
 * In V8 a part of a text refers to all of the text that it was cut from. A line that did so would keep the
 * answer as it was when the line came, and half a million characters would hold a gigabyte.
 */
const copy = (text: string): string => ` ${text}`.slice(1)
