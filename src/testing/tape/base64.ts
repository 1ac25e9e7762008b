export function toBase64(bytes: Uint8Array): string {
  // Convert each byte on its own: passing all bytes of a large piece as arguments would overflow the stack.
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** @throws {DOMException} if the text is not valid base64 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
