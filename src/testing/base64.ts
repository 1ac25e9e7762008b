export function toBase64(bytes: Uint8Array): string {
  // One by one: a call with a large piece's bytes as its arguments would be more than a stack holds.
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** @throws {DOMException} where it is no base64 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
