/** Tells whether a text is the address of a Redis, such as `redis://localhost:6379` or `rediss://…`. */
export function isRedisAddress(text: string): boolean {
  return URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol)
}

/** An address for people to read: without its user and its password. */
export function withoutSecrets(address: string): string {
  if (!isRedisAddress(address)) return 'this address'
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}
