import type { Answer, AnswerPart } from '../types.ts'

/** What a model returns. */
export type PartSource = Answer

const KINDS = ['content', 'reasoning', 'tool', 'source', 'file', 'data', 'usage'] as const

/**
 * Yields the parts of an answer. Strings become text, and empty texts are left out. When the consumer ends,
 * the source ends, too.
 *
 * @throws TypeError if the answer is not a stream of parts, or one part has no known form
 */
export async function* toParts(
  answer: (signal: AbortSignal) => PartSource,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart> {
  const source: unknown = await answer(signal)
  for await (const piece of iterate(source)) {
    if (typeof piece === 'string') {
      if (piece !== '') yield { content: piece }
    } else if (isPart(piece)) {
      if (!('content' in piece && piece.content === '')) yield piece
    } else {
      throw new TypeError(
        `An answer must yield strings and parts such as { content: 'Hello' }, not ${describe(piece)}.`,
      )
    }
  }
}

function isPart(piece: unknown): piece is AnswerPart {
  if (typeof piece !== 'object' || piece === null) return false
  const kind = KINDS.find((name) => name in piece)
  if (!kind) return false
  const value: unknown = (piece as Record<string, unknown>)[kind]
  return kind === 'content' || kind === 'reasoning'
    ? typeof value === 'string'
    : typeof value === 'object' && value !== null
}

function iterate(source: unknown): AsyncIterable<unknown> {
  if (typeof source === 'object' && source !== null) {
    if (Symbol.asyncIterator in source) return source as AsyncIterable<unknown>
    // Some platforms cannot iterate over a stream.
    if (source instanceof ReadableStream) return readAll(source)
  }
  throw new TypeError(
    `Option answer must return an async iterable or a ReadableStream, such as the result of an async function*, not ${describe(source)}.`,
  )
}

async function* readAll(stream: ReadableStream<unknown>): AsyncGenerator<unknown> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function describe(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value)
  return `an object with the fields ${Object.keys(value).join(', ') || '(none)'}`
}
