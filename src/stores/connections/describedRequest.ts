import { type ChatMessage, type ChatRequest, type FilePart, textOf } from '../../core/index.ts'
import { rejectFile, decodeTextFile } from '../../core/internal.ts'

/** The same object for the same request: by it a transport knows that a question was asked before. */
const known = new WeakMap<ChatRequest, ChatRequest>()

/**
 * A request as a server gets it that takes words alone: the texts of its files stand in the question, each under
 * its name. Of a picture that was asked about before, while another server was chosen, the name is left.
 *
 * @throws {ChatStreamError} `argument` where the question itself has a file that is no text
 */
export function inWords(request: ChatRequest): ChatRequest {
  const before = known.get(request)
  if (before) return before
  const messages = request.messages.map((message, index) =>
    toWords(message, index === request.messages.length - 1),
  )
  const question = messages.at(-1)
  const message = question?.role === 'user' ? textOf(question) : request.message
  const words = { ...request, message, messages }
  known.set(request, words)
  return words
}

function toWords(message: ChatMessage, isQuestion: boolean): ChatMessage {
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
  // Longer than any in it, so that the file ends where it ends.
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${name}:\n\n${fence}\n${text.replace(/\n$/, '')}\n${fence}`
}
