import type { MessagePart } from '../../../core/index.ts'
import { isObject, type JsonObject } from '../../../core/internal.ts'
import { isKeyOf } from './keyOf.ts'
import { isText, textOrNone } from './scalars.ts'

type Reader<Type extends MessagePart['type']> = (
  part: JsonObject,
) => Extract<MessagePart, { readonly type: Type }> | undefined

const readers: { readonly [Type in MessagePart['type']]: Reader<Type> } = {
  text: ({ text }) => (isText(text) ? { type: 'text', text } : undefined),
  reasoning: ({ text }) => (isText(text) ? { type: 'reasoning', text } : undefined),
  tool: ({ id, name, args, output }) =>
    isText(id) && isText(name) && isText(args)
      ? { type: 'tool', id, name, args, output }
      : undefined,
  source: ({ url, title }) =>
    isText(url) ? { type: 'source', url, title: textOrNone(title) } : undefined,
  file: ({ mediaType, url, name }) =>
    isText(mediaType) && isText(url)
      ? { type: 'file', mediaType, url, name: textOrNone(name) }
      : undefined,
  data: ({ name, data }) => (isText(name) ? { type: 'data', name, data } : undefined),
}

/** Reads one part field by field; returns undefined if it cannot be understood. */
export function readPart(value: unknown): MessagePart | undefined {
  if (!isObject(value) || !isKeyOf(readers, value.type)) return undefined
  return readers[value.type](value)
}
