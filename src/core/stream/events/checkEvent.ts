import { ChatStreamError } from '../../errors.ts'
import type { StandardSchema } from '../../schema.ts'
import type { ChatMessage, StreamEvent } from '../../types.ts'
import { callHook } from '../chatState.ts'
import type { InvalidData, PinnedChatStreamOptions } from '../options.ts'

/**
 * Checks metadata and data by the schemas of the options. The message keeps what arrived, not what the schema returns,
 * because only that is plain data.
 *
 * @returns the event; an event without the metadata, or one that counts an omitted part, if they do not match
 */
export function checkEvent(
  { metadataSchema, dataSchemas, onInvalid }: PinnedChatStreamOptions,
  message: ChatMessage,
  event: StreamEvent,
): StreamEvent {
  const report = (invalid: InvalidData) => callHook(onInvalid, invalid)
  if (event.type === 'metadata' && metadataSchema && event.metadata) {
    const problem = problemOf(metadataSchema, { ...message.metadata, ...event.metadata })
    if (!problem) return event
    report({ type: 'metadata', data: event.metadata, message: problem })
    return { ...event, metadata: undefined }
  }
  if (event.type === 'data' && dataSchemas) {
    const { name, data } = event
    const schema = Object.hasOwn(dataSchemas, name) ? dataSchemas[name] : undefined
    const problem = schema ? problemOf(schema, data) : 'There is no schema for this name.'
    if (!problem) return event
    report({ type: 'data', name, data, message: problem })
    return { type: 'omitted', part: 'data', count: event.transient ? 0 : 1 }
  }
  return event
}

/** @throws {ChatStreamError} `argument` for a schema that is asynchronous: the events after it cannot wait */
function problemOf(schema: StandardSchema, value: unknown): string | undefined {
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise) {
    throw new ChatStreamError(
      'argument',
      'A schema in `metadataSchema` or `dataSchemas` is asynchronous. Use one that is not.',
    )
  }
  return result.issues?.map(({ message }) => message).join(' ')
}
