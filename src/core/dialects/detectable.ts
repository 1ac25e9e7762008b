import type { JsonObject } from '../json.ts'
import type { Dialect } from '../types.ts'

/** A dialect that can be told by the shape of one payload. */
export interface DetectableDialect extends Dialect {
  /** Tells by a truthy value whether this format sent a payload; an empty one where it is no JSON. */
  recognises(payload: JsonObject, headers?: Headers): unknown
}
