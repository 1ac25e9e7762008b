import type { AnswerEnd } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps, type BlockStep } from '../blocks.ts'
import type { LiveAnswer } from '../liveAnswer.ts'
import { sse } from '../sse.ts'
import { anthropicError } from './anthropicError.ts'
import {
  buildMessage,
  emptyBlock,
  SIGNATURE,
  stopFields,
  SUPPORTED_KINDS,
  usageFields,
  type MessageInfo,
} from './message.ts'

/** Converts an answer to the events of a streamed message. */
export async function* messageEvents(
  info: MessageInfo,
  { pieces, inputTokens }: LiveAnswer,
): AsyncGenerator<string> {
  const message = buildMessage(info, { usage: usageFields(inputTokens, 1) })
  yield namedEvent({ type: 'message_start', message })
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type !== 'end') {
        for (const event of blockEvents(step)) yield namedEvent(event)
        continue
      }
      const usage = usageFields(step.usage.inputTokens, step.usage.outputTokens)
      yield namedEvent({ type: 'message_delta', delta: stopFields(step), usage })
      yield namedEvent({ type: 'message_stop' })
    }
  } catch (error) {
    yield sse(anthropicError(500, asModelError(error).message), 'error')
  }
}

interface MessageEvent {
  readonly type: string
  readonly [field: string]: unknown
}

function blockEvents(step: Exclude<BlockStep, AnswerEnd>): readonly MessageEvent[] {
  const { block } = step
  const { index, kind } = block
  const delta = (fields: object) => ({ type: 'content_block_delta', index, delta: fields })
  switch (step.type) {
    case 'open':
      return [{ type: 'content_block_start', index, content_block: emptyBlock(block) }]
    case 'delta':
      if (kind === 'call') return [delta({ type: 'input_json_delta', partial_json: step.delta })]
      if (kind === 'reasoning') return [delta({ type: 'thinking_delta', thinking: step.delta })]
      return [delta({ type: 'text_delta', text: step.delta })]
    case 'close': {
      const signature = delta({ type: 'signature_delta', signature: SIGNATURE })
      const stop = { type: 'content_block_stop', index }
      return kind === 'reasoning' ? [signature, stop] : [stop]
    }
  }
}

function namedEvent(event: MessageEvent): string {
  return sse(event, event.type)
}
