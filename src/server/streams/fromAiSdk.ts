import { AnswerError } from '../answerError.ts'
import { throwIfCut } from './throwIfCut.ts'
import { isObject, type JsonObject } from '../http/readJson.ts'
import type { AnswerPart } from '../types.ts'

/**
 * Turns the `fullStream` of the AI SDK's `streamText` into the parts of an answer: text, reasoning, tool calls and their
 * outputs, sources, files and usage.
 *
 * @param stream `streamText(…).fullStream`, of version 5 or later
 * @throws the error of the model, or AnswerError `incomplete` if the stream ends without `finish`, `aborted`,
 * `filtered` or `length` if something cut the answer. The parts before are kept.
 * @example
 * const chat = createChatServer({
 *   answer: ({ message }, { signal }) =>
 *     fromAiSdk(streamText({ model, prompt: message, abortSignal: signal }).fullStream),
 * })
 */
export async function* fromAiSdk(stream: AsyncIterable<unknown>): AsyncGenerator<AnswerPart> {
  const names = new Map<string, string>()
  let isFinished = false
  for await (const part of stream) {
    if (!isObject(part)) continue
    switch (part['type']) {
      case 'error':
        throw part['error']
      case 'abort':
        throw new AnswerError('aborted', 'The answer was stopped.')
      case 'finish':
        throwIfCut(part['finishReason'])
        isFinished = true
        if (isObject(part['totalUsage'])) yield usageOf(part['totalUsage'])
        break
      default:
        yield* readPart(part, names)
    }
  }
  if (!isFinished) {
    throw new AnswerError('incomplete', 'The model ended the answer too early. Try again.')
  }
}

function* readPart(part: JsonObject, names: Map<string, string>): Generator<AnswerPart> {
  switch (part['type']) {
    case 'text-delta':
      yield { content: textOf(part['text']) }
      break
    case 'reasoning-delta':
      yield { reasoning: textOf(part['text']) }
      break
    case 'tool-input-start':
      names.set(textOf(part['id']), textOf(part['toolName']))
      break
    case 'tool-input-delta': {
      const id = textOf(part['id'])
      yield { tool: { id, name: names.get(id) ?? '', args: textOf(part['delta']) } }
      break
    }
    case 'tool-call': {
      const { id, name } = callOf(part)
      // Its arguments have arrived in pieces already, unless the model sends them whole.
      if (!names.has(id)) yield { tool: { id, name, args: JSON.stringify(part['input'] ?? {}) } }
      names.set(id, name)
      break
    }
    case 'tool-result':
      yield { tool: { ...callOf(part), output: part['output'] ?? null } }
      break
    case 'tool-error':
      // The cause may be private: the application logs it where it runs the tool.
      yield { tool: { ...callOf(part), output: { error: 'The tool failed.' } } }
      break
    case 'source':
      if (part['sourceType'] !== 'url') break
      yield { source: { url: textOf(part['url']), title: textOf(part['title'] ?? part['url']) } }
      break
    case 'file':
      if (isObject(part['file'])) yield fileOf(part['file'])
      break
    default:
  }
}

function callOf(part: JsonObject): { readonly id: string; readonly name: string } {
  return { id: textOf(part['toolCallId']), name: textOf(part['toolName']) }
}

function fileOf({ mediaType, base64 }: JsonObject): AnswerPart {
  const type = textOf(mediaType)
  return { file: { mediaType: type, url: `data:${type};base64,${textOf(base64)}` } }
}

function usageOf(usage: JsonObject): AnswerPart {
  return {
    usage: {
      inputTokens: Number(usage['inputTokens'] ?? 0),
      outputTokens: Number(usage['outputTokens'] ?? 0),
    },
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
