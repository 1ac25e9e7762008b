import type { StubContext } from '../context.ts'
import {
  ModelError,
  ModelRefusal,
  type ModelSource,
  type ModelUsage,
  type Question,
  type ToolDelta,
} from '../model.ts'
import { countTokens, tokensOf } from '../scenarios/tokens.ts'

/** A piece of an answer, independent of the wire format. The last piece is always the end. */
export type AnswerPiece = TextPiece | ToolPiece | AnswerEnd

/**
 * A piece of text.
 *
 * - `refusal`: the model's refusal instead of an answer
 * - `filtered`: a notice instead of the rest of an answer, which a filter removed
 */
export interface TextPiece {
  readonly type: 'content' | 'reasoning' | 'refusal' | 'filtered'
  readonly text: string
}

/** A piece of a tool's arguments: `call` if the client runs the tool, `tool` if the server does. */
export interface ToolPiece {
  readonly type: 'call' | 'tool'
  readonly id: string
  readonly name: string
  /** The next part of the arguments, as JSON. */
  readonly text: string
  /** The output of the server's own tool. */
  readonly output?: unknown
}

export interface AnswerEnd {
  readonly type: 'end'
  readonly finishReason: FinishReason
  readonly usage: AnswerUsage
  /** Pages that the answer refers to; formats without sources omit them. */
  readonly sources: readonly ModelSource[]
}

export type FinishReason = 'stop' | 'length' | 'call' | 'refusal' | 'filter'

export interface AnswerUsage extends ModelUsage {
  /** How many of the output tokens are reasoning. */
  readonly reasoningTokens: number
}

/** Runs the model, counts its tokens, and ends the answer at `maxTokens` or at the run time limit. */
export async function* answerPieces(
  { modelOf, settings }: StubContext,
  question: Question,
  maxTokens: number,
  signal: AbortSignal,
): AsyncGenerator<AnswerPiece> {
  const { runTime } = settings.limits
  const timeout = AbortSignal.timeout(runTime)
  const eitherSignal = AbortSignal.any([signal, timeout])
  let outputTokens = 0
  let reasoningTokens = 0
  let finishReason: FinishReason = 'stop'
  let counted: ModelUsage | undefined
  const sources: ModelSource[] = []
  try {
    for await (const delta of modelOf(question)(question, eitherSignal)) {
      if (eitherSignal.aborted) break
      if ('usage' in delta) {
        counted = delta.usage
        continue
      }
      if ('source' in delta) {
        sources.push(delta.source)
        continue
      }
      if (outputTokens >= maxTokens) {
        finishReason = 'length'
        break
      }
      if ('tool' in delta) {
        outputTokens += countTokens(delta.tool.args ?? '')
        if (delta.tool.runBy === 'asker') finishReason = 'call'
        yield toolPiece(delta.tool)
        continue
      }
      outputTokens += 1
      if ('reasoning' in delta) {
        reasoningTokens += 1
        yield { type: 'reasoning', text: delta.reasoning }
      } else yield { type: 'content', text: delta.content }
    }
  } catch (error) {
    if (!(error instanceof ModelRefusal)) throw error
    const isOutright = outputTokens === 0
    finishReason = isOutright ? 'refusal' : 'filter'
    // Formats without a finish reason for filters append the notice to the text: make it a paragraph.
    const notice = isOutright ? error.message : `\n\n${error.message}`
    for (const text of tokensOf(notice)) {
      if (isOutright) outputTokens += 1
      yield { type: isOutright ? 'refusal' : 'filtered', text }
    }
  }
  signal.throwIfAborted()
  if (timeout.aborted) {
    throw new ModelError('run_time_limit', `The answer took longer than ${runTime / 1000} seconds.`)
  }
  const usage = counted ?? { inputTokens: inputTokensOf(question), outputTokens }
  yield { type: 'end', finishReason, usage: { ...usage, reasoningTokens }, sources }
}

/** Counts the tokens of all messages; for long messages, it is an estimate. */
export function inputTokensOf({ messages }: Question): number {
  return messages.reduce((sum, { content }) => sum + countTokens(content), 0)
}

function toolPiece({ id, name, args = '', output, runBy }: ToolDelta): ToolPiece {
  const piece = { id, name, text: args }
  return runBy === 'asker' ? { type: 'call', ...piece } : { type: 'tool', ...piece, output }
}
