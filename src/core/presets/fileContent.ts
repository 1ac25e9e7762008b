import { ChatStreamError } from '../errors.ts'
import type { FilePart } from '../types.ts'

const DATA_URL = /^data:([^;,]*)(?:;[^;,]*)*;base64,(.*)$/s

/** The base64 of a file that is held as a `data:` URL; undefined for one that is somewhere else. */
export function base64Of({ url }: FilePart): string | undefined {
  return DATA_URL.exec(url)?.[2]
}

/** The text of a text file that is held as a `data:` URL; undefined for any other. */
export function wordsOfFile(file: FilePart): string | undefined {
  const base64 = base64Of(file)
  const isText = /^text\/|[/+](json|xml|yaml|javascript|typescript|x-sh)\b/.test(file.mediaType)
  if (base64 === undefined || !isText) return undefined
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return new TextDecoder().decode(bytes)
}

/** The same with its name, as it stands beside a question. */
export function textOfFile(file: FilePart): string | undefined {
  const text = wordsOfFile(file)
  return file.name === undefined || text === undefined ? text : `${file.name}:\n\n${text}`
}

export function isImage({ mediaType }: FilePart): boolean {
  return mediaType.startsWith('image/')
}

/** @throws {ChatStreamError} `argument` always: a file that a server cannot take must not be left out in silence */
export function refuseFile({ mediaType, name = 'a file' }: FilePart, server: string): never {
  const message = `${server} does not take ${name} (${mediaType}) like this.`
  throw new ChatStreamError('argument', message)
}
