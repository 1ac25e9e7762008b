import type { JsonObject } from '../json.ts'
import type { Dialect } from '../types.ts'

/** A dialect that can be recognized by the shape of one payload. */
export interface DetectableDialect extends Dialect {
  /** Returns a truthy value if this format sent the payload. The payload is empty if the data is not JSON. */
  recognizes(payload: JsonObject, headers?: Headers): unknown
}
