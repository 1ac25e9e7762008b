import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { parseToolArguments, blockSteps, type ToolBlock } from '../blocks.ts'
import { difyError } from './difyError.ts'
import { metadataOf } from './metadata.ts'

/** Fields that all events of one answer share. */
export interface DifyEventInfo {
  readonly task_id: string
  readonly message_id: string
  readonly conversation_id: string
  /** In seconds since 1970. */
  readonly created_at: number
}

/** Kinds of pieces that this format supports. The server runs all tools itself. */
export const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'tool'] as const

/** This format puts reasoning into the text of the answer, between these tags. */
export const THINK = { open: '<think>\n', close: '\n</think>\n\n' } as const

/** Converts an answer to Dify's events. */
export async function* difyEvents(
  info: DifyEventInfo,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<object> {
  const startedAt = performance.now()
  const message = (answer: string) => ({ event: 'message', ...info, id: info.message_id, answer })
  let tools = 0
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type === 'end') {
        const { task_id, message_id, conversation_id } = info
        const metadata = metadataOf(step, performance.now() - startedAt)
        const ids = { task_id, message_id, conversation_id, id: message_id }
        yield { event: 'message_end', ...ids, metadata }
        continue
      }
      const { block, type } = step
      switch (block.kind) {
        case 'reasoning':
          yield message(type === 'delta' ? step.delta : THINK[type])
          break
        case 'filtered':
          // The moderation replaces the text sent so far with its own notice.
          if (type === 'close')
            yield { event: 'message_replace', ...info, answer: block.text.trim() }
          break
        case 'tool':
          if (type !== 'close') break
          tools += 1
          yield { event: 'agent_thought', ...info, ...agentThought(block, tools) }
          break
        default:
          if (type === 'delta') yield message(step.delta)
      }
    }
  } catch (error) {
    const { code, message: errorMessage } = asModelError(error)
    yield { event: 'error', ...info, ...difyError(500, errorMessage, code) }
  }
}

/** @param position number of this thought in the answer, from 1 */
function agentThought(block: ToolBlock, position: number): object {
  const { id, name, output } = block
  return {
    id,
    position,
    thought: '',
    tool: name,
    tool_input: JSON.stringify({ [name]: parseToolArguments(block) }),
    observation: JSON.stringify({ [name]: output }),
    message_files: [],
  }
}
