import type { AnswerEnd, FinishReason } from '../answerPieces.ts'
import { argumentsOf, wholeBlocks, type Block } from '../blocks.ts'
import type { LiveAnswer } from '../liveAnswer.ts'

/** What all that is told of one answer has in common. */
export interface MessageHead {
  readonly id: string
  readonly model: string
}

/** What this format has words for. A refusal has none here: its reason says all. */
export const KINDS = ['reasoning', 'content', 'call'] as const

/** Waits for an answer and writes it as one message. */
export async function wholeMessage(head: MessageHead, { pieces }: LiveAnswer): Promise<object> {
  const { blocks, end } = await wholeBlocks(pieces, KINDS)
  const content = blocks.map((block) => ({ ...begunBlock(block), ...wholeOf(block) }))
  const { inputTokens, outputTokens } = end.usage
  return messageOf(head, { ...stopOf(end), content, usage: usageOf(inputTokens, outputTokens) })
}

/** A message in whatever state. */
export function messageOf({ id, model }: MessageHead, state: object): object {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    ...state,
  }
}

/** A block that has nothing in it yet. */
export function begunBlock(block: Block): object {
  if ('id' in block) return { type: 'tool_use', id: toolId(block.id), name: block.name, input: {} }
  if (block.kind === 'reasoning') return { type: 'thinking', thinking: '', signature: '' }
  return { type: 'text', text: '', citations: null }
}

/** What a thought is signed with: a client has to send it back as it is. */
export const SIGNATURE = 'c3R1Yi1zaWduYXR1cmU='

const STOP_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  call: 'tool_use',
  refusal: 'refusal',
  filter: 'refusal',
}

export function stopOf({ finishReason }: AnswerEnd): object {
  const reason = STOP_REASONS[finishReason]
  return {
    stop_reason: reason,
    stop_sequence: null,
    stop_details:
      reason === 'refusal' ? { type: 'refusal', category: null, explanation: null } : null,
  }
}

export function usageOf(inputTokens: number, outputTokens: number): object {
  return {
    input_tokens: inputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: outputTokens,
  }
}

function wholeOf(block: Block): object {
  const { kind, text } = block
  switch (kind) {
    case 'call':
      return { input: argumentsOf(block) }
    case 'reasoning':
      return { thinking: text, signature: SIGNATURE }
    default:
      return { text }
  }
}

function toolId(id: string): string {
  return `toolu_${id}`
}
