import { ServiceUnavailableException, type MessageEvent } from '@nestjs/common'
import { concat, defer, interval, map, take, throwError, type Observable } from 'rxjs'

/** How long a native EventSource waits before it opens a stream again, in milliseconds. */
const RECONNECT_DELAY = 25
const TOKEN_INTERVAL = 3

/** Everything that a client likes to get wrong: equal neighbours, spaces, line ends, marks, wide characters. */
const STORY = [
  'Once',
  ' upon',
  ' a',
  ' a',
  ' time',
  ',\n\n',
  'data: 1\r\n',
  '  从前',
  '有一条',
  '🐉',
  '.',
]

/** A message that is answered without end. */
export const FOREVER = 'forever'
/** A message whose answer breaks off with an error that Nest does not show to clients. */
export const THROW = 'throw'
/** A message whose answer breaks off with an error that Nest shows to clients. */
export const REFUSE = 'refuse'

export const REFUSAL = 'The model is overloaded'

/** Stands in for a language model, and counts how often it is made to work. */
export class Model {
  readonly #runs = new Map<string, number>()

  /** How many answers were begun: to this message, or altogether. */
  runs(message?: string): number {
    if (message !== undefined) return this.#runs.get(message) ?? 0
    return [...this.#runs.values()].reduce((sum, count) => sum + count, 0)
  }

  /** Each subscription is a run, as it is where a subscription calls a provider. */
  answer(message: string): Observable<MessageEvent> {
    return defer(() => {
      this.#runs.set(message, this.runs(message) + 1)
      return tokensOf(message).pipe(
        map((content, index) => ({
          data: { content },
          ...(index === 0 ? { retry: RECONNECT_DELAY } : {}),
        })),
      )
    })
  }
}

/** The text that the answer to a message has as far as it gets, `length` tokens of it. */
export function answerTo(message: string, length = STORY.length + 1): string {
  return Array.from({ length }, (_, index) => tokenAt(message, index)).join('')
}

function tokensOf(message: string): Observable<string> {
  const endless = interval(TOKEN_INTERVAL).pipe(map((index) => tokenAt(message, index)))
  if (message === FOREVER) return endless
  const whole = endless.pipe(take(STORY.length + 1))
  if (message === THROW) return concat(whole, fail(new Error('secret of the server')))
  if (message === REFUSE) return concat(whole, fail(new ServiceUnavailableException(REFUSAL)))
  return whole
}

function fail(error: Error): Observable<never> {
  return throwError(() => error)
}

function tokenAt(message: string, index: number): string {
  if (index === 0) return `“${message}”? `
  return STORY[(index - 1) % STORY.length] ?? ''
}
