import { createJsonState, MAX_DEPTH, takeSnapshot } from './jsonState.ts'
import { endLiteral, readCharacter } from './readCharacter.ts'
import { readString } from './readString.ts'

/** What a snapshot may cost, in entries of lists: at once, and for each character that arrived since the last one. */
const SNAPSHOT_COST = 1000
const COST_PER_CHARACTER = 16

/** A reader of JSON text that still streams. */
export interface PartialJson {
  /**
   * Reads the next piece of the text. Cuts may be anywhere, also within an escape or a number. Does nothing after
   * `end()`, and after the first mistake in the text.
   */
  push(piece: string): void
  /**
   * Ends the text: `value` is exact now.
   *
   * @param isCut - whether more text would have followed: the digits at its end may be only the start of a number.
   *   @default false
   */
  end(isCut?: boolean): void
  /**
   * The value as far as it arrived; undefined before its first character.
   *
   * - A string that still grows is shown as far as it arrived, but never with half an escape or half a surrogate pair.
   * - Numbers, `true`, `false` and `null` are shown when they are complete, and a name when its value has begun.
   * - Lists and objects that did not change stay the same objects. Those that grow are copied for each change; if they
   *   have more than a thousand entries, only as often as it pays off, so that the value lags behind a few characters.
   * - After `isComplete` it equals what `JSON.parse` returns. A name such as `__proto__` is an own property, as there.
   */
  readonly value: unknown
  /** Whether the text is one whole JSON value. A number at the top level is whole only after `end()`. */
  readonly isComplete: boolean
  /** What is wrong with the text, and where; undefined as long as it may become JSON. `value` keeps what was right. */
  readonly problem: string | undefined
  /** Characters read and entries copied so far. @internal */
  readonly work: number
}

/** The options of `createPartialJson`. */
export interface PartialJsonOptions {
  /**
   * The characters that the value may begin with, such as `{`. Text before the first of them is skipped, and text
   * after the value is ignored: models like to wrap JSON in a Markdown fence or in a sentence. A bracket counts only
   * if something that is right follows.
   * @default the text contains nothing besides the value and white space
   */
  within?: string
}

/**
 * Creates a reader of JSON that still streams. All pieces together cost as much as the whole text in one piece.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 * @example
 * const json = createPartialJson()
 * json.push('{"city":"Ro')
 * json.value // { city: 'Ro' }
 * json.push('me"}')
 * json.isComplete // true
 */
export function createPartialJson({ within }: PartialJsonOptions = {}): PartialJson {
  let state = createJsonState()
  let snapshot: unknown
  let problem: string | undefined
  let isBegun = !within
  let isEnded = false
  /** Characters of the former pieces, and those since the last snapshot. */
  let position = 0
  let newCharacters = 0

  /** Notes a mistake, or skips the bracket before it if nothing that is right followed that. */
  function onMistake(found: string, index: number): void {
    const { levels, place, work } = state
    const [first, second] = levels
    const isBare =
      place.startsWith('first') || (place === 'literal' && Array.isArray(first?.entries))
    if (within && first && !first.cost && !second && isBare) {
      state = { ...createJsonState(), work }
      snapshot = undefined
      isBegun = false
      return
    }
    const isDeep = levels.length >= MAX_DEPTH && '[{'.includes(found)
    const what = isDeep ? `more than ${MAX_DEPTH} levels` : `unexpected ${JSON.stringify(found)}`
    problem = `${what} at character ${position + index}`
  }

  function push(piece: string): void {
    let index = 0
    while (index < piece.length && !isEnded && !problem) {
      if (within && state.place === 'after') break
      const character = piece.charAt(index)
      state.work++
      if (!isBegun && !within?.includes(character)) {
        index++
        continue
      }
      isBegun = true
      if (state.place === 'string') {
        index = readString(state, piece, index)
        if (index < 0) onMistake(piece.charAt(-1 - index), -1 - index)
      } else if (readCharacter(state, character)) index++
      else onMistake(character, index)
    }
    position += piece.length
    newCharacters += piece.length
  }

  return {
    push,
    end(isCut = false) {
      // Within a list or an object, a number is certain only if something follows it.
      if (!isEnded && !isCut && state.place === 'literal' && !state.levels.length) endLiteral(state)
      isEnded = true
    },
    get value() {
      const budget = SNAPSHOT_COST + COST_PER_CHARACTER * newCharacters
      const isExact = isEnded || state.place === 'after'
      if (state.isChanged && (isExact || state.cost <= budget)) {
        snapshot = takeSnapshot(state)
        newCharacters = 0
      }
      return snapshot
    },
    get isComplete() {
      return state.place === 'after' && !problem
    },
    get problem() {
      return problem
    },
    get work() {
      return state.work
    },
  }
}
