import type { AnswerEnd, AnswerPiece, FinishReason } from '../answerPieces.ts'
import { callsOf, textOfBlocks, wholeBlocks } from '../blocks.ts'

/** What all chunks of one answer have in common. */
export interface Completion {
  readonly id: string
  readonly created: number
  readonly model: string
}

/** What this format has words for. */
export const KINDS = ['reasoning', 'content', 'refusal', 'call'] as const

/** Waits for an answer and writes it as one `chat.completion`. */
export async function completionOf(
  completion: Completion,
  pieces: AsyncIterable<AnswerPiece>,
): Promise<object> {
  const { blocks, end } = await wholeBlocks(pieces, KINDS)
  const content = textOfBlocks(blocks, 'content')
  const reasoning = textOfBlocks(blocks, 'reasoning')
  const refusal = textOfBlocks(blocks, 'refusal')
  const calls = callsOf(blocks).map(({ id, name, text }) => ({
    id,
    type: 'function',
    function: { name, arguments: text },
  }))
  const message = {
    role: 'assistant',
    content: refusal === '' ? content : null,
    refusal: refusal === '' ? null : refusal,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  }
  return {
    ...completion,
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReasonOf(end) }],
    usage: usageOf(end),
  }
}

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  call: 'tool_calls',
  // A model that refuses says so in `refusal`, and is done with that.
  refusal: 'stop',
  filter: 'content_filter',
}

export function finishReasonOf({ finishReason }: AnswerEnd): string {
  return FINISH_REASONS[finishReason]
}

export function usageOf({ usage }: AnswerEnd): object {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  }
}
