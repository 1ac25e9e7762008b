import type { Answers, Kind } from './ServerCase.ts'

/** A piece of an answer of the tests' servers. */
export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | {
      readonly type: 'tool'
      readonly id: string
      readonly name: string
      readonly args: object
      readonly output: object
    }

/** The last word before the connection of the answer `cut` breaks. */
export const LAST_WORD = 'upon'

export const USAGE = { inputTokens: 3, outputTokens: 4, totalTokens: 7 }

export const ANSWERS: Answers = {
  text: 'Once upon a time. 🐉',
  reasoning: 'Hm.',
  tool: { name: 'weather', args: '{"city":"Rome"}', output: '21' },
  error: { message: 'No credit', text: 'Once ' },
}

/**
 * Yields the pieces of an answer: the server of the test writes them in its own format.
 *
 * @throws for the kind `error`, after the first word
 */
export async function* script(kind: Kind): AsyncGenerator<Piece> {
  if (kind === 'reasoning') yield { type: 'reasoning', text: 'Hm.' }
  if (kind === 'tool') {
    const args = { city: 'Rome' }
    yield { type: 'tool', id: 'call-1', name: 'weather', args, output: { celsius: 21 } }
  }
  yield { type: 'text', text: 'Once ' }
  if (kind === 'error') throw new Error('No credit')
  yield { type: 'text', text: 'upon ' }
  // The connection breaks here: the rest must not be written before.
  if (kind === 'cut') await new Promise(() => {})
  yield { type: 'text', text: 'a time. ' }
  yield { type: 'text', text: '🐉' }
}
