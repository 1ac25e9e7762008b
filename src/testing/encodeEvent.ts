import { ChatStreamError, type StreamEvent, type StreamRecord } from '../core/index.ts'

/** A record that the dialects `auto` and `content` read as this event. */
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
      if (event.outcome === 'refused') throw inexpressible('finish as refused')
      return toRecord({ reason: event.reason ?? event.outcome, length: event.length }, 'close')
    case 'error':
      return toRecord({ message: event.message, code: event.code }, 'error')
    case 'refusal-delta':
    case 'correction':
    case 'finish-reason':
    case 'source':
    case 'file':
    case 'data':
    case 'stream-end':
      throw inexpressible(event.type)
    default:
      return event satisfies never
  }
}

function toRecord(payload: unknown, event = 'message'): StreamRecord {
  return { event, data: JSON.stringify(payload), id: '' }
}

function inexpressible(event: string): ChatStreamError {
  const message = `The event ${event} reaches a chat only with \`dialect: fake.dialect\`.`
  return new ChatStreamError('argument', message)
}
