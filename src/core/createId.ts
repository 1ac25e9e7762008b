/**
 * A random UUID of version 4. `crypto.randomUUID` is missing on pages served over plain HTTP from
 * another machine, where a chat in a company's network often lives.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4
 */
export function createId(): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1))
    return (byte & 15).toString(16)
  })
}
