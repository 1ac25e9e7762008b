import type { StubContext } from './context.ts'
import { ModelError, type ModelUsage, type Question } from './model.ts'
import { tokensOf } from './tokens.ts'

/** What the OpenAI endpoint tells of an answer, whole or in chunks. */
export type OpenAIPiece =
  | { readonly type: 'content'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | OpenAIEnd

export interface OpenAIEnd {
  readonly type: 'end'
  readonly finishReason: 'stop' | 'length'
  readonly usage: ModelUsage
}

/** Lets the model answer, counts its tokens and cuts it at `maxTokens` and at the run's time. */
export async function* openAIAnswer(
  { modelOf, settings }: StubContext,
  question: Question,
  maxTokens: number,
  signal: AbortSignal,
): AsyncGenerator<OpenAIPiece> {
  const { runTime } = settings.limits
  const timeout = AbortSignal.timeout(runTime)
  const eitherSignal = AbortSignal.any([signal, timeout])
  let outputTokens = 0
  let finishReason: 'stop' | 'length' = 'stop'
  let counted: ModelUsage | undefined
  for await (const delta of modelOf(question)(question, eitherSignal)) {
    if (eitherSignal.aborted) break
    if ('usage' in delta) counted = delta.usage
    if ('reasoning' in delta) yield { type: 'reasoning', text: delta.reasoning }
    if (!('content' in delta)) continue
    if (outputTokens >= maxTokens) {
      finishReason = 'length'
      break
    }
    outputTokens += 1
    yield { type: 'content', text: delta.content }
  }
  signal.throwIfAborted()
  if (timeout.aborted) {
    throw new ModelError('run_time_limit', `The answer took longer than ${runTime / 1000} seconds.`)
  }
  const inputTokens = question.messages.reduce(
    (sum, { content }) => sum + tokensOf(content).length,
    0,
  )
  yield { type: 'end', finishReason, usage: counted ?? { inputTokens, outputTokens } }
}
