import { beginsWith, LOOKED_AT } from './beginsWith.ts'

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
  // In two parts: to put all of it together at every call would take longer the longer it is.
  let compared = ''
  let since = ''
  let end = ''
  const length = () => compared.length + since.length

  function beginsAll(text: string): boolean {
    if (!beginsWith(text, compared)) return false
    return text.slice(compared.length, length()) === since
  }

  return {
    get length() {
      return length()
    },
    isBeginningOf(text, isWhole) {
      const grows = !isWhole && text.length > length()
      if (grows && length() < compared.length * COMPARED_AGAIN_AT)
        return text.slice(length() - end.length, length()) === end
      const begins = beginsAll(text)
      if (begins) {
        compared = text.slice(0, length())
        since = ''
      }
      return begins
    },
    takeFrom(text) {
      const added = copy(text.slice(length()))
      since += added
      end = (end + added).slice(-LOOKED_AT)
      return added
    },
  }
}

/**
 * In V8 a part of a text refers to all of the text that it was cut from. A line that did so would keep the
 * answer as it was when the line came, and half a million characters would hold a gigabyte.
 */
const copy = (text: string): string => ` ${text}`.slice(1)
