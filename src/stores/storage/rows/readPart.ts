import type { MessagePart, ToolState } from '../../../core/index.ts'
import { isObject, type JsonObject } from '../../../core/internal.ts'
import { isKeyOf } from './keyOf.ts'
import { isText, textOrNone } from './scalars.ts'

// A table instead of a list, so that the compiler reports a new state that is missing here.
export const toolStates: Readonly<Record<ToolState, true>> = {
  'input-streaming': true,
  'input-available': true,
  'approval-requested': true,
  'approval-answered': true,
  executing: true,
  'output-available': true,
  'output-error': true,
}

type Reader<Type extends MessagePart['type']> = (
  part: JsonObject,
) => Extract<MessagePart, { readonly type: Type }> | undefined

const readers: { readonly [Type in MessagePart['type']]: Reader<Type> } = {
  text: ({ text }) => (isText(text) ? { type: 'text', text } : undefined),
  reasoning: ({ text }) => (isText(text) ? { type: 'reasoning', text } : undefined),
  tool: ({ id, name, args, input, output, state, error, approvalId, ...rest }) =>
    isText(id) && isText(name) && isText(args)
      ? {
          type: 'tool',
          id,
          name,
          args,
          ...(input !== undefined && { input }),
          output,
          // A state that only a later version knows is left out, as in messages of earlier versions.
          state: isKeyOf(toolStates, state) ? state : undefined,
          error: textOrNone(error),
          approvalId: textOrNone(approvalId),
          ...(isText(rest['signature']) && { signature: rest['signature'] }),
          ...(typeof rest['approved'] === 'boolean' && { approved: rest['approved'] }),
          ...(isText(rest['reason']) && { reason: rest['reason'] }),
        }
      : undefined,
  source: ({ url, title }) =>
    isText(url) ? { type: 'source', url, title: textOrNone(title) } : undefined,
  file: ({ mediaType, url, name }) =>
    isText(mediaType) && isText(url)
      ? { type: 'file', mediaType, url, name: textOrNone(name) }
      : undefined,
  data: ({ name, data, id }) =>
    isText(name) ? { type: 'data', name, data, id: textOrNone(id) } : undefined,
}

/** Reads one part field by field; returns undefined if it cannot be understood. */
export function readPart(value: unknown): MessagePart | undefined {
  if (!isObject(value) || !isKeyOf(readers, value.type)) return undefined
  return readers[value.type](value)
}
