/** Most levels of a server's own data: more than any server needs. */
const MAX_DEPTH = 64

/**
 * Returns a server's own data; a note instead of data that is nested too deeply, because such data can be
 * neither stored nor sent to other tabs.
 */
export function withinDepth(data: unknown): unknown {
  return isDeep(data) ? '(nested too deeply)' : data
}

/** Returns whether data is nested too deeply. */
export function isDeep(data: unknown, levels = MAX_DEPTH): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    (!levels || Object.values(data).some((each) => isDeep(each, levels - 1)))
  )
}
