import { errorKinds, isObject, toMessageError } from '../../../core/internal.ts'
import type { ChatMessageError } from '../../../core/index.ts'
import { isKeyOf } from './keyOf.ts'
import { isText, numberOrNone, textOrNone } from './scalars.ts'

/** Reads a stored error; undefined if its kind or message cannot be understood. */
export function readError(value: unknown): ChatMessageError | undefined {
  if (!isObject(value) || !isKeyOf(errorKinds, value.kind) || !isText(value.message))
    return undefined
  return toMessageError({
    kind: value.kind,
    message: value.message,
    status: numberOrNone(value.status),
    body: textOrNone(value.body),
    code: textOrNone(value.code),
    retryAfter: numberOrNone(value.retryAfter),
  })
}
