import { isChatStreamError } from '../../errors.ts'
import type {
  ChatRequest,
  MessagePart,
  Resumption,
  StreamEvent,
  StreamRecord,
  Transport,
  TransportContext,
  Usage,
} from '../../types.ts'

/** A finished answer, from the place where its server keeps it. */
export interface RecoveredAnswer {
  /** The whole text. @default none */
  readonly text?: string
  /**
   * The parts of the whole answer, instead of `text`. Those of a type that messages do not have are skipped.
   * @default none
   */
  readonly parts?: readonly (MessagePart | { readonly type: string })[]
  /**
   * The whole answer in the server's own format, instead of text and parts: the dialect decodes it, and finds
   * the proof of its end. @default none
   */
  readonly data?: string
  readonly usage?: Usage
  /** The server's own finish reason. @default none */
  readonly finishReason?: string
}

/**
 * Fetches the finished answer of a run that its server cannot stream any more.
 *
 * @returns undefined if the server has no finished answer of this run
 */
export type Recover = (
  run: Resumption,
  request: ChatRequest,
  context: TransportContext,
) => Promise<RecoveredAnswer | undefined>

/** With these statuses a server has nothing to stream of a run: it is over, or unknown. */
const GONE_STATUSES = [204, 400, 404, 410]

/** Returns whether the error of a request for the rest of a run says that there is none. */
export function isGone(error: unknown): boolean {
  return isChatStreamError(error) && GONE_STATUSES.includes(error.status ?? 0)
}

/**
 * Adds `recover` to a transport. When its server answers 204, 400, 404 or 410 to a request for the rest of a
 * run, `recover` fetches the finished answer, which replaces what arrived of it and makes it `complete`. If
 * `recover` returns undefined, the answer ends as it does without it.
 *
 * @throws an error that `recover` throws ends the attempt, like any error of a transport
 * @example
 * const transport = withRecovery(sessionTransport, async ({ sessionId }, _request, context) => {
 *   const { text, done } = await requestJson(`/answers/${sessionId}`, context)
 *   return done ? { text: String(text) } : undefined
 * })
 */
export function withRecovery(transport: Transport, recover: Recover): Transport {
  return async function* (request, context) {
    try {
      yield* transport(request, context)
    } catch (error) {
      const { resumption } = context
      const answer = resumption && isGone(error) && (await recover(resumption, request, context))
      if (!answer) throw error
      context.onOpen()
      yield* toRecords(answer)
    }
  }
}

/** Returns a record of events, which no dialect decodes. */
export function eventsRecord(...events: readonly StreamEvent[]): StreamRecord {
  return { event: '', data: '', id: '', events }
}

/** Returns the records of a whole answer, with its proof of the end. */
export function toRecords(answer: RecoveredAnswer): readonly StreamRecord[] {
  const { text = '', parts = [{ type: 'text', text }], data, usage, finishReason: reason } = answer
  const restart: StreamEvent = { type: 'restart' }
  if (data !== undefined) return [eventsRecord(restart), { event: 'message', data, id: '' }]
  return [
    eventsRecord(
      restart,
      ...parts.flatMap(toEvents),
      ...(usage ? [{ type: 'usage', usage } as const] : []),
      { type: 'finish', outcome: 'complete', reason },
      { type: 'stream-end' },
    ),
  ]
}

function toEvents(part: { readonly type: string }): readonly StreamEvent[] {
  if (!isPart(part)) return []
  switch (part.type) {
    case 'text':
      return [{ type: 'text-delta', text: part.text }]
    case 'reasoning':
      return [{ type: 'reasoning-delta', text: part.text }]
    case 'tool': {
      const { args: allArgs, ...call } = part
      return [{ ...call, type: 'tool-delta', allArgs }]
    }
    case 'source':
    case 'file':
    case 'data':
      return [part]
  }
}

const PART_TYPES = ['text', 'reasoning', 'tool', 'source', 'file', 'data']

function isPart(part: { readonly type: string }): part is MessagePart {
  return PART_TYPES.includes(part.type)
}
