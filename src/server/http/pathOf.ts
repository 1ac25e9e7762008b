/**
 * Returns the path of a request target, still encoded and without its query. A target is a path, or a whole URL
 * if the client takes this server for a proxy.
 *
 * @returns undefined for a target that is neither, such as `*`
 */
export function pathOf(target: string): string | undefined {
  if (target.startsWith('/')) return target.replace(/[?#].*$/s, '')
  return URL.canParse(target) ? new URL(target).pathname : undefined
}
