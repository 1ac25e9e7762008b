/** Texts that people set because a client requires some key. They may occur in an answer. */
const PLACEHOLDERS = /^(?:.{0,7}|lm-studio|not-needed|no-key-required|sk-no-key-required)$/i

/**
 * Hides the API key in the responses of the server: some servers quote it in errors, and the page must never get it.
 * The length stays the same, so `Content-Length` does, too.
 */
export interface KeyMask {
  /** Whether there is a key to hide. */
  readonly isNeeded: boolean
  text(text: string): string
  /** Yields the same bytes with the key replaced. Holds back only bytes that may be the beginning of the key. */
  bytes(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
}

/**
 * Creates the mask of a key.
 *
 * @param key - none, or a placeholder of up to 7 characters, hides nothing
 */
export function createKeyMask(key: string | undefined): KeyMask {
  const forms = key === undefined || PLACEHOLDERS.test(key) ? [] : formsOf(key)
  const patterns = forms.map((form) => Buffer.from(form))
  return {
    isNeeded: forms.length > 0,
    text: (text) =>
      forms.reduce((masked, form) => masked.replaceAll(form, '*'.repeat(form.length)), text),
    bytes: (source) => (patterns.length === 0 ? source : maskBytes(source, patterns)),
  }
}

/** Returns a key as it may occur in a body: as it is, in JSON with escaped slashes, and in a URL. */
function formsOf(key: string): readonly string[] {
  return [...new Set([key, key.replaceAll('/', '\\/'), encodeURIComponent(key)])]
}

async function* maskBytes(
  source: AsyncIterable<Uint8Array>,
  patterns: readonly Buffer[],
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = Buffer.alloc(0)
  for await (const piece of source) {
    const bytes = Buffer.concat([held, piece])
    for (const pattern of patterns) mask(bytes, pattern)
    const end = bytes.length - Math.max(...patterns.map((pattern) => startAtEnd(bytes, pattern)))
    held = bytes.subarray(end)
    if (end > 0) yield bytes.subarray(0, end)
  }
  if (held.length > 0) yield held
}

function mask(bytes: Buffer, pattern: Buffer): void {
  for (let at = bytes.indexOf(pattern); at >= 0; at = bytes.indexOf(pattern, at)) {
    bytes.fill('*', at, at + pattern.length)
  }
}

/** Returns how many bytes at the end are the beginning of the pattern. */
function startAtEnd(bytes: Buffer, pattern: Buffer): number {
  for (let length = Math.min(pattern.length - 1, bytes.length); length > 0; length -= 1) {
    if (bytes.subarray(-length).equals(pattern.subarray(0, length))) return length
  }
  return 0
}
