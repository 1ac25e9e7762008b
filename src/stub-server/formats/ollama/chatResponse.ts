import type { AnswerEnd, AnswerPiece } from '../answerPieces.ts'
import { argumentsOf, callsOf, textOfBlocks, wholeBlocks, type ToolBlock } from '../blocks.ts'

/** What all lines of one answer have in common. */
export interface ChatHead {
  readonly model: string
  /** By the clock of `performance`, in milliseconds. */
  readonly startedAt: number
}

/** What this format has words for. It knows no refusals: their words are an answer like any other. */
export const KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'call'] as const

/** Waits for an answer and writes it as one object. */
export async function wholeChat(
  head: ChatHead,
  pieces: AsyncIterable<AnswerPiece>,
): Promise<object> {
  const { blocks, end } = await wholeBlocks(pieces, KINDS)
  const thinking = textOfBlocks(blocks, 'reasoning')
  const calls = callsOf(blocks)
  const message = {
    content: textOfBlocks(blocks, 'content', 'refusal', 'filtered'),
    ...(thinking === '' ? {} : { thinking }),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(toolCall) }),
  }
  return lastLine(head, message, end)
}

export function line({ model }: ChatHead, message: object): object {
  return {
    model,
    created_at: new Date().toISOString(),
    message: { role: 'assistant', ...message },
    done: false,
  }
}

export function lastLine(head: ChatHead, message: object, end: AnswerEnd): object {
  const nanoseconds = Math.round((performance.now() - head.startedAt) * 1e6)
  return {
    ...line(head, message),
    done: true,
    done_reason: end.finishReason === 'length' ? 'length' : 'stop',
    total_duration: nanoseconds,
    load_duration: 0,
    prompt_eval_count: end.usage.inputTokens,
    prompt_eval_duration: 0,
    eval_count: end.usage.outputTokens,
    eval_duration: nanoseconds,
  }
}

export function toolCall(call: ToolBlock): object {
  return { function: { name: call.name, arguments: argumentsOf(call) } }
}
