import { ChatStreamError, type StreamEvent, type StreamRecord } from '../core/index.ts'

/** Returns a record that the dialects `auto` and `content` decode to this event. */
export function encodeEvent(event: StreamEvent): StreamRecord {
  switch (event.type) {
    case 'text-delta':
      return toRecord({ content: event.text })
    case 'reasoning-delta':
      return toRecord({ reasoning: event.text })
    case 'tool-delta':
      return toRecord({ tool: event })
    case 'usage':
      return toRecord({ usage: event.usage })
    case 'finish':
      if (event.outcome === 'refused') throw createUnsupportedEventError('finish as refused')
      return toRecord({ reason: event.reason ?? event.outcome, length: event.length }, 'close')
    case 'error':
      return toRecord({ message: event.message, code: event.code }, 'error')
    case 'refusal-delta':
    case 'correction':
    case 'finish-reason':
    case 'source':
    case 'file':
    case 'data':
    case 'omitted':
    case 'metadata':
    case 'stream-end':
    case 'restart':
      throw createUnsupportedEventError(event.type)
    default:
      return event satisfies never
  }
}

function toRecord(payload: unknown, event = 'message'): StreamRecord {
  return { event, data: JSON.stringify(payload), id: '' }
}

function createUnsupportedEventError(event: string): ChatStreamError {
  const message = `The fake transport cannot send \`${event}\` to this chat. Create the chat with \`dialect: fake.dialect\`.`
  return new ChatStreamError('argument', message)
}
