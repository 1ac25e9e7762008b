import { beginsWith, COMPARED_LENGTH } from './beginsWith.ts'

/** Growth factor after which all of the consumed text is compared again. */
const FULL_COMPARISON_GROWTH = 1.1

/** The consumed beginning of a growing text. */
export interface ConsumedText {
  readonly length: number
  /**
   * Returns whether a text begins with the consumed one. While the text grows, most calls compare only the end of the
   * consumed text, because the cost of a full comparison grows with its length. An earlier change is noticed when the
   * text has grown by a tenth, when it does not grow, or when it is complete.
   */
  isBeginningOf(text: string, isWhole: boolean): boolean
  /** Consumes the rest of the text, and returns it. */
  takeFrom(text: string): string
}

export function createConsumedText(): ConsumedText {
  // Two parts: joining all of the text at every call would cost more the longer it is.
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
      if (grows && length() < compared.length * FULL_COMPARISON_GROWTH)
        return text.slice(length() - end.length, length()) === end
      const begins = beginsAll(text)
      if (begins) {
        compared = text.slice(0, length())
        since = ''
      }
      return begins
    },
    takeFrom(text) {
      const added = detachedCopy(text.slice(length()))
      since += added
      end = (end + added).slice(-COMPARED_LENGTH)
      return added
    },
  }
}

/**
 * Copies a string without a reference to its origin. In V8, a slice keeps the whole string alive that it was cut from.
 * Each line would keep the answer as it was when the line arrived: half a million characters would hold a gigabyte.
 */
const detachedCopy = (text: string): string => ` ${text}`.slice(1)
