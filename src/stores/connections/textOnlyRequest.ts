import { type ChatMessage, type ChatRequest, type FilePart, textOf } from '../../core/index.ts'
import { rejectFile, decodeTextFile } from '../../core/internal.ts'

/**
 * Results by request. The same request must give the same object, because a transport recognizes a repeated
 * question by its identity.
 */
const textOnlyRequests = new WeakMap<ChatRequest, ChatRequest>()

/**
 * Converts a request for a server that accepts only text: the content of each text file is appended to the
 * question under the file's name. An earlier question may have an image, from when another server was selected;
 * it is replaced by its name.
 *
 * @throws {ChatStreamError} `argument` if the question itself has a file that is not text
 */
export function toTextOnly(request: ChatRequest): ChatRequest {
  const knownResult = textOnlyRequests.get(request)
  if (knownResult) return knownResult
  const messages = request.messages.map((message, index) =>
    toTextMessage(message, index === request.messages.length - 1),
  )
  const question = messages.at(-1)
  const message = question?.role === 'user' ? textOf(question) : request.message
  const result = { ...request, message, messages }
  textOnlyRequests.set(request, result)
  return result
}

function toTextMessage(message: ChatMessage, isQuestion: boolean): ChatMessage {
  const files = message.parts.filter((part) => part.type === 'file')
  if (files.length === 0) return message
  const texts = [textOf(message), ...files.map((file) => fileText(file, isQuestion))]
  const text = texts.filter((one) => one !== '').join('\n\n')
  const others = message.parts.filter(({ type }) => type !== 'text' && type !== 'file')
  return { ...message, parts: [{ type: 'text', text }, ...others] }
}

function fileText(file: FilePart, isQuestion: boolean): string {
  const { name = file.mediaType } = file
  const text = decodeTextFile(file)
  if (text === undefined) return isQuestion ? rejectFile(file, 'This server') : `[${name}]`
  // Longer than any run of backticks in the file, so that the file cannot close the fence.
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${name}:\n\n${fence}\n${text.replace(/\n$/, '')}\n${fence}`
}
