import type { ChatMessage, ChatStreamError, Outcome, StreamEvent } from '../../core/index.ts'

/** One point of the timeline, without its time. */
export interface TimelineEntry {
  readonly title: string
  readonly subtitle?: string
  readonly data: object
  readonly logType?: 'default' | 'warning' | 'error'
}

/** What the devtools write beside a title. */
function subtitleOf(event: StreamEvent): string {
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
    case 'finish-reason':
      return event.reason
    case 'finish':
      return event.reason ?? event.outcome
    case 'error':
      return event.message
    case 'stream-end':
      return ''
  }
}

/** An event of an answer, under its own name. */
export function entryOfEvent(event: StreamEvent): TimelineEntry {
  return {
    title: event.type,
    subtitle: subtitleOf(event),
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
 * How an answer ended: the outcome is the title.
 *
 * @param error the chat's: unlike the message's it has its cause
 */
export function entryOfEnding(
  message: ChatMessage,
  error: ChatStreamError | undefined,
): TimelineEntry {
  const { outcome = 'failed', finishReason, usage, metrics } = message
  return {
    title: outcome,
    subtitle: error?.message ?? finishReason ?? '',
    data: { outcome, error: error && fieldsOf(error), finishReason, usage, metrics },
    logType: logTypes[outcome],
  }
}

/** Why the same is going to be asked for again. */
export function entryOfReconnecting(error: ChatStreamError): TimelineEntry {
  return {
    title: 'reconnecting',
    subtitle: error.message,
    data: fieldsOf(error),
    logType: 'warning',
  }
}

/** What stands on an error's prototype or is not enumerable does not reach the devtools. */
function fieldsOf({ kind, message, status, code, body, cause }: ChatStreamError): object {
  return { kind, message, status, code, body, cause: cause === undefined ? cause : String(cause) }
}
