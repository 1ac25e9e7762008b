import type {
  AnswerMetrics,
  ChatMessage,
  OmittedParts,
  Outcome,
  Role,
  RunReference,
  Usage,
} from '../../../core/index.ts'
import { isObject } from '../../../core/internal.ts'
import { readError } from './errorRecord.ts'
import { isKeyOf } from './keyOf.ts'
import { readPart } from './readPart.ts'
import { isNumber, isText, numberOrNone, textOrNone } from './scalars.ts'

// Tables instead of lists, so that the compiler reports a new name that is missing here.
export const roles: Readonly<Record<Role, true>> = { user: true, assistant: true, system: true }
export const outcomes: Readonly<Record<Outcome, true>> = {
  complete: true,
  stopped: true,
  truncated: true,
  failed: true,
  refused: true,
}

/** Requires every field, including optional ones, so that the compiler reports a new field that is missing here. */
type Whole<T> = { readonly [Field in keyof Required<T>]: T[Field] }

/**
 * Reads a message field by field. Unknown fields are dropped, and so are details of the answer (error, usage,
 * metrics and the like) that cannot be understood.
 *
 * @returns undefined if an essential field cannot be understood: the role, the parts, the time or the outcome.
 * A partial message would be misleading.
 */
export function readMessage(value: unknown): ChatMessage | undefined {
  if (!isObject(value)) return undefined
  const { id, role, createdAt, outcome } = value
  if (!isText(id) || !isKeyOf(roles, role) || !isNumber(createdAt)) return undefined
  if (outcome !== undefined && !isKeyOf(outcomes, outcome)) return undefined
  if (!Array.isArray(value.parts)) return undefined
  const parts = value.parts.map(readPart)
  if (!parts.every((part) => part !== undefined)) return undefined

  return {
    id,
    role,
    parts,
    omitted: readOmitted(value.omitted),
    createdAt,
    outcome,
    error: readError(value.error),
    refusal: textOrNone(value.refusal),
    finishReason: textOrNone(value.finishReason),
    usage: readUsage(value.usage),
    serverId: textOrNone(value.serverId),
    metadata: isObject(value.metadata) ? value.metadata : undefined,
    metrics: readMetrics(value.metrics),
    run: readRun(value.run),
  } satisfies Whole<ChatMessage>
}

function readOmitted(value: unknown): OmittedParts | undefined {
  if (!isObject(value)) return undefined
  return {
    tool: numberOrNone(value.tool),
    source: numberOrNone(value.source),
    file: numberOrNone(value.file),
    data: numberOrNone(value.data),
  } satisfies Whole<OmittedParts>
}

function readUsage(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined
  return {
    inputTokens: numberOrNone(value.inputTokens),
    outputTokens: numberOrNone(value.outputTokens),
    totalTokens: numberOrNone(value.totalTokens),
    model: textOrNone(value.model),
    raw: value.raw,
  } satisfies Whole<Usage>
}

function readMetrics(value: unknown): AnswerMetrics | undefined {
  if (!isObject(value)) return undefined
  const { stalls, bytes, attempts, buffered } = value
  if (!isNumber(stalls) || !isNumber(bytes) || !isNumber(attempts)) return undefined
  return {
    timeToFirstByte: numberOrNone(value.timeToFirstByte),
    timeToFirstToken: numberOrNone(value.timeToFirstToken),
    duration: numberOrNone(value.duration),
    tokensPerSecond: numberOrNone(value.tokensPerSecond),
    charactersPerSecond: numberOrNone(value.charactersPerSecond),
    stalls,
    bytes,
    attempts,
    buffered: buffered === true,
  } satisfies Whole<AnswerMetrics>
}

function readRun(value: unknown): RunReference | undefined {
  if (!isObject(value) || !isText(value.key)) return undefined
  return {
    key: value.key,
    sessionId: textOrNone(value.sessionId),
    cursor: textOrNone(value.cursor) ?? numberOrNone(value.cursor),
  } satisfies Whole<RunReference>
}
