import type { Exchange, StubContext } from '../../context.ts'
import { isObject, Problem, readJson } from '../../../server/internal.ts'
import type { AnswerEnd, AnswerPiece, FinishReason } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps, type BlockStep } from '../blocks.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { requestOf } from '../streamedAnswer.ts'
import { toolNames } from '../toolNames.ts'

/** Kinds of pieces that this format supports. It sends a refusal as ordinary text. */
const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'call'] as const

/** Answers `POST /dashscope/api/v1/services/aigc/text-generation/generation`. */
export async function generate(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const { input, parameters = {}, model } = body
  if (typeof model !== 'string' || model === '') throw new Problem(400, 'Model not exist.')
  const options = isObject(parameters) ? parameters : {}
  const isIncremental = options['incremental_output'] === true
  return liveAnswer(
    {
      ...requestOf(
        isObject(input) ? input['messages'] : undefined,
        'input.messages',
        toolNames(options['tools'], 'function'),
      ),
      maxTokens: typeof options['max_tokens'] === 'number' ? options['max_tokens'] : Infinity,
      stream: exchange.request.headers.get('X-DashScope-SSE') === 'enable',
    },
    {
      stream: ({ pieces }) => resultEvents(pieces, isIncremental),
      async whole({ pieces }) {
        let last = {}
        for await (const payload of payloads(pieces, false)) last = payload
        return last
      },
      heartbeat: ':HEARTBEAT\n\n',
    },
    exchange,
    context,
  )
}

/** Sends an error in DashScope's format. */
export function explainAsDashScope({ status, message, headers }: Problem): Response {
  return Response.json(errorOf(CODES[status] ?? 'InternalError', message), {
    status,
    headers: { ...headers, 'Cache-Control': 'no-store' },
  })
}

const CODES: Readonly<Record<number, string>> = {
  400: 'InvalidParameter',
  401: 'InvalidApiKey',
  403: 'AccessDenied',
  404: 'ModelNotFound',
  429: 'Throttling',
}

function errorOf(code: string, message: string): object {
  return { code, message, request_id: crypto.randomUUID() }
}

async function* resultEvents(
  pieces: AsyncIterable<AnswerPiece>,
  isIncremental: boolean,
): AsyncGenerator<string> {
  let id = 0
  const write = (event: string, status: number, payload: object) => {
    id += 1
    return `id:${id}\nevent:${event}\n:HTTP_STATUS/${status}\ndata:${JSON.stringify(payload)}\n\n`
  }
  try {
    for await (const payload of payloads(pieces, isIncremental)) yield write('result', 200, payload)
  } catch (error) {
    const { code, message } = asModelError(error)
    yield write('error', 500, errorOf(code, message))
  }
}

interface ToolCall {
  readonly index: number
  readonly id: string
  readonly type: 'function'
  readonly function: { readonly name: string; readonly arguments: string }
}

/** The message so far, or only its next piece. */
interface Message {
  readonly role: 'assistant'
  readonly content: string
  readonly reasoning_content: string
  readonly tool_calls?: readonly ToolCall[]
}

const EMPTY: Message = { role: 'assistant', content: '', reasoning_content: '' }

/** @param isIncremental whether to send pieces; otherwise each payload repeats the message so far */
async function* payloads(
  pieces: AsyncIterable<AnswerPiece>,
  isIncremental: boolean,
): AsyncGenerator<object> {
  const request_id = crypto.randomUUID()
  let message = EMPTY
  for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
    if (isIncremental) message = EMPTY
    message = appendStep(message, step)
    const { finish_reason, usage } = step.type === 'end' ? endOf(step) : NO_END
    if (step.type === 'close') continue
    yield { output: { choices: [{ message, finish_reason }] }, usage, request_id }
  }
}

function appendStep(message: Message, step: BlockStep): Message {
  if (step.type === 'end' || step.type === 'close') return message
  const { block } = step
  const delta = step.type === 'delta' ? step.delta : ''
  if ('id' in block) {
    const { id, name } = block
    const calls = message.tool_calls ?? []
    const index = calls.length === 0 ? 0 : calls.length - (calls.at(-1)?.id === id ? 1 : 0)
    const before = calls[index]?.function.arguments ?? ''
    const call: ToolCall = {
      index,
      id,
      type: 'function',
      function: { name: step.type === 'open' || before ? name : '', arguments: before + delta },
    }
    return { ...message, tool_calls: calls.toSpliced(index, 1, call) }
  }
  return block.kind === 'reasoning'
    ? { ...message, reasoning_content: message.reasoning_content + delta }
    : { ...message, content: message.content + delta }
}

/** In this format, the name of no reason is a text. */
const NO_END = { finish_reason: 'null', usage: {} }

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  call: 'tool_calls',
  refusal: 'stop',
  filter: 'stop',
}

function endOf({ finishReason, usage }: AnswerEnd): { finish_reason: string; usage: object } {
  const { inputTokens, outputTokens } = usage
  return {
    finish_reason: FINISH_REASONS[finishReason],
    usage: {
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      total_tokens: inputTokens + outputTokens,
    },
  }
}
