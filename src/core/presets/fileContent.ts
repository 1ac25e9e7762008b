import { ChatStreamError } from '../errors.ts'
import type { FilePart } from '../types.ts'

const DATA_URL = /^data:([^;,]*)(?:;[^;,]*)*;base64,(.*)$/s

/** Returns the base64 data of a file that is held as a `data:` URL; undefined for any other URL. */
export function base64Of({ url }: FilePart): string | undefined {
  return DATA_URL.exec(url)?.[2]
}

/** Decodes a text file that is held as a `data:` URL; returns undefined for any other file. */
export function decodeTextFile(file: FilePart): string | undefined {
  const base64 = base64Of(file)
  const isText = /^text\/|[/+](json|xml|yaml|javascript|typescript|x-sh)\b/.test(file.mediaType)
  if (base64 === undefined || !isText) return undefined
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return new TextDecoder().decode(bytes)
}

/** Returns the text of a text file with its name as a heading, to send it next to a question. */
export function toNamedText(file: FilePart): string | undefined {
  const text = decodeTextFile(file)
  return file.name === undefined || text === undefined ? text : `${file.name}:\n\n${text}`
}

export function isImage({ mediaType }: FilePart): boolean {
  return mediaType.startsWith('image/')
}

/**
 * Rejects a file that a server cannot take: it must not be dropped silently.
 *
 * @throws {ChatStreamError} `argument`, always
 */
export function rejectFile({ mediaType, name = 'a file' }: FilePart, server: string): never {
  const message = `${server} does not accept ${name} (${mediaType}) in this form.`
  throw new ChatStreamError('argument', message)
}
