import type { AnswerEnd, AnswerPiece } from '../answerPieces.ts'
import {
  parseToolArguments,
  clientCalls,
  joinBlockText,
  collectBlocks,
  type ToolBlock,
} from '../blocks.ts'

/** Fields that all lines of one answer share, and its start. */
export interface ChatInfo {
  readonly model: string
  /** Start of the answer according to `performance.now()`, in milliseconds. */
  readonly startedAt: number
}

/** Kinds of pieces that this format supports. It sends a refusal as ordinary text. */
export const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'call'] as const

/** Waits for the end of an answer and converts it to one object. */
export async function wholeChat(
  info: ChatInfo,
  pieces: AsyncIterable<AnswerPiece>,
): Promise<object> {
  const { blocks, end } = await collectBlocks(pieces, SUPPORTED_KINDS)
  const thinking = joinBlockText(blocks, 'reasoning')
  const calls = clientCalls(blocks)
  const message = {
    content: joinBlockText(blocks, 'content', 'refusal', 'filtered'),
    ...(thinking === '' ? {} : { thinking }),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(toolCall) }),
  }
  return lastLine(info, message, end)
}

export function line({ model }: ChatInfo, message: object): object {
  return {
    model,
    created_at: new Date().toISOString(),
    message: { role: 'assistant', ...message },
    done: false,
  }
}

export function lastLine(info: ChatInfo, message: object, end: AnswerEnd): object {
  const nanoseconds = Math.round((performance.now() - info.startedAt) * 1e6)
  return {
    ...line(info, message),
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
  return { function: { name: call.name, arguments: parseToolArguments(call) } }
}
