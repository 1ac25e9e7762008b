import type { Exchange, StubContext } from '../../context.ts'
import { Problem } from '../../../server/internal.ts'
import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps, parseToolArguments, type ToolBlock } from '../blocks.ts'
import { sse } from '../sse.ts'
import { requestOf, streamedAnswer } from '../streamedAnswer.ts'

/** Kinds of pieces that this format supports. The server runs all tools itself. */
const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'tool'] as const

/** Answers `POST /coze/v3/chat`. It stores no conversation. */
export function cozeChat(exchange: Exchange, context: StubContext): Promise<Response> {
  return streamedAnswer(
    exchange,
    context,
    ({ bot_id, stream, additional_messages }) => {
      if (typeof bot_id !== 'string') throw new Problem(400, '"bot_id" is required.')
      if (stream !== true) throw new Problem(400, 'The stub only supports "stream": true.')
      return requestOf(additional_messages, 'additional_messages')
    },
    ({ bot_id }) => ({
      async *stream({ pieces }) {
        yield* chatEvents(String(bot_id), pieces)
        yield sse('[DONE]', 'done')
      },
    }),
  )
}

/** Sends an error in Coze's format. */
export function explainAsCoze({ status, message, headers }: Problem): Response {
  return Response.json(
    { code: status, msg: message },
    { status, headers: { ...headers, 'Cache-Control': 'no-store' } },
  )
}

async function* chatEvents(
  bot_id: string,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<string> {
  const ids = { conversation_id: crypto.randomUUID(), bot_id }
  const chat = { id: crypto.randomUUID(), ...ids }
  const answerId = crypto.randomUUID()
  const write = (step: string, fields: object = {}) =>
    sse({ ...chat, status: step, ...fields }, `conversation.chat.${step}`)
  const message = (step: 'delta' | 'completed', type: string, content: string, rest: object = {}) =>
    sse(
      {
        id: answerId,
        ...ids,
        chat_id: chat.id,
        role: 'assistant',
        type,
        content,
        content_type: 'text',
        ...rest,
      },
      `conversation.message.${step}`,
    )
  yield write('created')
  yield write('in_progress')
  let text = ''
  let reasoning_content = ''
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type === 'end') {
        const { inputTokens, outputTokens } = step.usage
        yield message('completed', 'answer', text, { reasoning_content })
        const finish = JSON.stringify({ msg_type: 'generate_answer_finish', data: '' })
        yield message('completed', 'verbose', finish, { id: crypto.randomUUID() })
        yield message('completed', 'follow_up', 'What happens next?', { id: crypto.randomUUID() })
        const token_count = inputTokens + outputTokens
        const usage = { token_count, output_count: outputTokens, input_count: inputTokens }
        yield write('completed', { usage })
      } else if (step.type === 'close' && 'id' in step.block) {
        const { call, output } = toolContents(step.block)
        yield message('completed', 'function_call', call, { id: step.block.id })
        yield message('completed', 'tool_response', output, { id: crypto.randomUUID() })
      } else if (step.type === 'delta' && step.block.kind === 'reasoning') {
        reasoning_content += step.delta
        yield message('delta', 'answer', '', { reasoning_content: step.delta })
      } else if (step.type === 'delta' && !('id' in step.block)) {
        text += step.delta
        yield message('delta', 'answer', step.delta)
      }
    }
  } catch (error) {
    yield write('failed', { last_error: { code: 5000, msg: asModelError(error).message } })
  }
}

function toolContents(block: ToolBlock): { readonly call: string; readonly output: string } {
  const { name, output } = block
  return {
    call: JSON.stringify({ name, arguments: parseToolArguments(block), plugin_id: 1 }),
    output: JSON.stringify(output ?? null),
  }
}
