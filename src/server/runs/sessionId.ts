/** Creates a session id of 192 random bits, so that a stranger cannot guess it and read the session. */
export function createSessionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
