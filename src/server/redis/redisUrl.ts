/** Returns whether a text is the URL of a Redis server, such as `redis://localhost:6379` or `rediss://…`. */
export function isRedisUrl(text: string): boolean {
  return URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol)
}

/** Returns a Redis URL without its user name and password, for messages that people read. */
export function withoutSecrets(url: string): string {
  if (!isRedisUrl(url)) return 'this URL'
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}
