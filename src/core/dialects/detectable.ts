import type { JsonObject } from '../json.ts'
import type { Dialect, StreamRecord } from '../types.ts'

/** A dialect that can be recognized by the shape of one record. */
export interface DetectableDialect extends Dialect {
  /**
   * Returns a truthy value if this format sent the record. The payload is empty if the data is not a JSON
   * object.
   */
  recognizes(payload: JsonObject, headers?: Headers, record?: StreamRecord): unknown
}
