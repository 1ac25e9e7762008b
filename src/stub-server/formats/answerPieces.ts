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

/** What the formats tell of an answer, each in its own way. The end is always the last of them. */
export type AnswerPiece = TextPiece | ToolPiece | AnswerEnd

/**
 * - `refusal`: the model's words in place of an answer
 * - `filtered`: words in place of the rest of an answer, which a filter took
 */
export interface TextPiece {
  readonly type: 'content' | 'reasoning' | 'refusal' | 'filtered'
  readonly text: string
}

/** A piece of a tool's arguments: `call` where the asker runs the tool, `tool` where the server does. */
export interface ToolPiece {
  readonly type: 'call' | 'tool'
  readonly id: string
  readonly name: string
  /** JSON, of which this is a piece. */
  readonly text: string
  /** What the server's own tool brought. */
  readonly output?: unknown
}

export interface AnswerEnd {
  readonly type: 'end'
  readonly finishReason: FinishReason
  readonly usage: AnswerUsage
  /** What the answer refers to: formats that have no words for it leave it out. */
  readonly sources: readonly ModelSource[]
}

export type FinishReason = 'stop' | 'length' | 'call' | 'refusal' | 'filter'

export interface AnswerUsage extends ModelUsage {
  /** Those of the output tokens that were thoughts. */
  readonly reasoningTokens: number
}

/** Lets the model answer, counts its tokens and cuts it at `maxTokens` and at the run's time. */
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
    // Where formats know no filter, its words stand behind what came: as a paragraph of their own.
    const words = isOutright ? error.message : `\n\n${error.message}`
    for (const text of tokensOf(words)) {
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

/** Counts the tokens of the whole conversation, of long messages about. */
export function inputTokensOf({ messages }: Question): number {
  return messages.reduce((sum, { content }) => sum + countTokens(content), 0)
}

function toolPiece({ id, name, args = '', output, runBy }: ToolDelta): ToolPiece {
  const piece = { id, name, text: args }
  return runBy === 'asker' ? { type: 'call', ...piece } : { type: 'tool', ...piece, output }
}
