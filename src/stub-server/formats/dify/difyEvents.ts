import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { argumentsOf, blocksOf, type ToolBlock } from '../blocks.ts'
import { difyError } from './difyError.ts'
import { metadataOf } from './metadata.ts'

/** What all events of one answer have in common. */
export interface DifyHead {
  readonly task_id: string
  readonly message_id: string
  readonly conversation_id: string
  /** In seconds. */
  readonly created_at: number
}

/** What this format has words for: it runs the tools itself. */
export const KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'tool'] as const

/** Thoughts are part of the answer's text here, in tags. */
export const THINK = { open: '<think>\n', close: '\n</think>\n\n' } as const

/** Writes an answer as Dify's events. */
export async function* difyEvents(
  head: DifyHead,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<object> {
  const startedAt = performance.now()
  const message = (answer: string) => ({ event: 'message', ...head, id: head.message_id, answer })
  let tools = 0
  try {
    for await (const step of blocksOf(pieces, KINDS)) {
      if (step.type === 'end') {
        const { task_id, message_id, conversation_id } = head
        const metadata = metadataOf(step, performance.now() - startedAt)
        const names = { task_id, message_id, conversation_id, id: message_id }
        yield { event: 'message_end', ...names, metadata }
        continue
      }
      const { block, type } = step
      switch (block.kind) {
        case 'reasoning':
          yield message(type === 'delta' ? step.delta : THINK[type])
          break
        case 'filtered':
          // The moderation takes back what came, and puts its own words there.
          if (type === 'close')
            yield { event: 'message_replace', ...head, answer: block.text.trim() }
          break
        case 'tool':
          if (type !== 'close') break
          tools += 1
          yield { event: 'agent_thought', ...head, ...thoughtOf(block, tools) }
          break
        default:
          if (type === 'delta') yield message(step.delta)
      }
    }
  } catch (error) {
    const { code, message: words } = asModelError(error)
    yield { event: 'error', ...head, ...difyError(500, words, code) }
  }
}

/** @param position which thought of the answer this is, from 1 */
function thoughtOf(block: ToolBlock, position: number): object {
  const { id, name, output } = block
  return {
    id,
    position,
    thought: '',
    tool: name,
    tool_input: JSON.stringify({ [name]: argumentsOf(block) }),
    observation: JSON.stringify({ [name]: output }),
    message_files: [],
  }
}
