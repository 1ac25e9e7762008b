import type { ChatMessage, ChatStreamError, Outcome, StreamEvent } from '../../core/index.ts'

/** One event of the timeline, without its time. */
export interface TimelineEntry {
  readonly title: string
  readonly subtitle?: string
  readonly data: object
  readonly logType?: 'default' | 'warning' | 'error'
}

/** Returns the text that the devtools show beside the title. */
function getSubtitle(event: StreamEvent): string {
  switch (event.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'refusal-delta':
    case 'correction':
      return event.text
    case 'tool-delta':
      return event.name ?? event.args ?? event.allArgs ?? ''
    case 'source':
    case 'file':
      return event.url
    case 'data':
      return event.name
    case 'usage':
      return event.usage.outputTokens === undefined ? '' : `${event.usage.outputTokens} tokens`
    case 'omitted':
      return `${event.count} × ${event.part}`
    case 'metadata':
      return event.serverId ?? ''
    case 'finish-reason':
      return event.reason
    case 'finish':
      return event.reason ?? event.outcome
    case 'error':
      return event.message
    case 'stream-end':
    case 'restart':
      return ''
  }
}

/** Creates the timeline entry of a stream event. Its title is the event's type. */
export function createEventEntry(event: StreamEvent): TimelineEntry {
  return {
    title: event.type,
    subtitle: getSubtitle(event),
    data: event,
    logType: event.type === 'error' ? 'error' : 'default',
  }
}

const logTypes: Readonly<Record<Outcome, 'default' | 'warning' | 'error'>> = {
  complete: 'default',
  stopped: 'default',
  refused: 'warning',
  truncated: 'warning',
  failed: 'error',
}

/**
 * Creates the entry of an answer's end. Its title is the outcome.
 *
 * @param error the chat's error; unlike the message's error, it has a `cause`
 */
export function createOutcomeEntry(
  message: ChatMessage,
  error: ChatStreamError | undefined,
): TimelineEntry {
  const { outcome = 'failed', finishReason, usage, metrics } = message
  return {
    title: outcome,
    subtitle: error?.message ?? finishReason ?? '',
    data: { outcome, error: error && toPlainError(error), finishReason, usage, metrics },
    logType: logTypes[outcome],
  }
}

/** Creates the entry of a reconnect, with the error that caused it. */
export function createReconnectEntry(error: ChatStreamError): TimelineEntry {
  return {
    title: 'reconnecting',
    subtitle: error.message,
    data: toPlainError(error),
    logType: 'warning',
  }
}

/** Copies an error's fields: the devtools don't show inherited or non-enumerable properties. */
function toPlainError({ kind, message, status, code, body, cause }: ChatStreamError): object {
  return { kind, message, status, code, body, cause: cause === undefined ? cause : String(cause) }
}
