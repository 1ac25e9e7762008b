import { ServiceUnavailableException, type MessageEvent } from '@nestjs/common'
import { concat, defer, interval, map, take, throwError, type Observable } from 'rxjs'

/** How long a native EventSource waits before it reconnects, in milliseconds. */
const RECONNECT_DELAY = 25
const TOKEN_INTERVAL = 3

/** Tokens that clients often get wrong: equal neighbors, spaces, line ends, field names, wide characters. */
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

/** A message whose answer never ends. */
export const FOREVER = 'forever'
/** A message whose answer ends with an error that Nest hides from clients. */
export const THROW = 'throw'
/** A message whose answer ends with an error that Nest reports to clients. */
export const REFUSE = 'refuse'

export const REFUSAL = 'The model is overloaded'

/** Test double of a language model. It counts its runs. */
export class Model {
  readonly #runs = new Map<string, number>()

  /** Returns how many runs were started for this message, or in total. */
  runs(message?: string): number {
    if (message !== undefined) return this.#runs.get(message) ?? 0
    return [...this.#runs.values()].reduce((sum, count) => sum + count, 0)
  }

  /** Starts a run for each subscription, as code does that calls a provider on subscription. */
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

/** Returns the first `length` tokens of the answer to a message as text. */
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
