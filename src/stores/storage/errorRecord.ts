import {
  ChatStreamError,
  type ChatStreamErrorDetails,
  type ChatStreamErrorKind,
} from '../../core/index.ts'
import { isObject } from '../../core/json.ts'
import { isKeyOf } from './keyOf.ts'
import { isText, numberOrNone, textOrNone } from './scalars.ts'

/** An error in plain fields. Its cause is left behind: it can be anything, and is of no use to anybody later. */
export interface ErrorRecord extends Omit<ChatStreamErrorDetails, 'cause'> {
  readonly kind: ChatStreamErrorKind
  readonly message: string
}

/** A table, so that a new kind is not forgotten. */
export const errorKinds: Readonly<Record<ChatStreamErrorKind, true>> = {
  argument: true,
  busy: true,
  'too-long': true,
  network: true,
  timeout: true,
  http: true,
  'content-type': true,
  parse: true,
  limit: true,
  server: true,
  incomplete: true,
}

export function toErrorRecord(error: ChatStreamError): ErrorRecord {
  const { kind, message, status, body, code, retryAfter } = error
  return { kind, message, status, body, code, retryAfter }
}

/** Revives an error; undefined where it cannot be understood. */
export function readError(value: unknown): ChatStreamError | undefined {
  if (!isObject(value) || !isKeyOf(errorKinds, value.kind) || !isText(value.message))
    return undefined
  return new ChatStreamError(value.kind, value.message, {
    status: numberOrNone(value.status),
    body: textOrNone(value.body),
    code: textOrNone(value.code),
    retryAfter: numberOrNone(value.retryAfter),
  })
}
