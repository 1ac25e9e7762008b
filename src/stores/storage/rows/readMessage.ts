import type {
  AnswerMetrics,
  ChatMessage,
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

// Tables, so that a new name is not forgotten.
export const roles: Readonly<Record<Role, true>> = { user: true, assistant: true, system: true }
export const outcomes: Readonly<Record<Outcome, true>> = {
  complete: true,
  stopped: true,
  truncated: true,
  failed: true,
  refused: true,
}

/** Every field has to be named, so that a new one is not forgotten. */
type Whole<T> = { readonly [Field in keyof Required<T>]: T[Field] }

/**
 * Reads a message field by field. Unknown fields are dropped, and so are notes about the answer (its error,
 * usage, metrics and the like) that cannot be understood.
 *
 * @returns undefined where one of the fields that make the message what it is cannot be understood: who says
 * what, when, and how it ended. Half of it would be a lie.
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
    createdAt,
    outcome,
    error: readError(value.error),
    refusal: textOrNone(value.refusal),
    finishReason: textOrNone(value.finishReason),
    usage: readUsage(value.usage),
    metrics: readMetrics(value.metrics),
    run: readRun(value.run),
  } satisfies Whole<ChatMessage>
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
  } satisfies Whole<RunReference>
}
