import { type ChatMessage, type MessagePart, reasoningOf, textOf } from '../../core/index.ts'
import { createBranches, toPlaced, type TransferredChat } from '../../stores/index.ts'
import { closingOf } from './codeBlocks.ts'

/** What a document says beside the messages, in the person's language. */
export interface MarkdownWords {
  readonly author: (role: ChatMessage['role']) => string
  /** @param time - milliseconds since 1970 */
  readonly time: (time: number) => string
  readonly thoughts: string
  /** How an answer ended; empty where it is complete. */
  readonly ending: (message: ChatMessage) => string
}

/** Chats as one document, in their order: who said what and when, in the very words, of the branch that is open. */
export function toMarkdown(chats: readonly TransferredChat[], words: MarkdownWords): string {
  return chats.map((chat) => chatText(chat, words)).join('\n')
}

function chatText(
  { title, createdAt, leaf, messages }: TransferredChat,
  words: MarkdownWords,
): string {
  const head = `# ${oneLine(title)}\n\n${words.time(createdAt)}\n`
  const branches = createBranches(toPlaced(messages), messages, leaf)
  return [head, ...branches.shown().map((message) => messageText(message, words))].join('\n')
}

function messageText(message: ChatMessage, words: MarkdownWords): string {
  const thoughts = reasoningOf(message)
  const text = textOf(message)
  const ending = words.ending(message)
  const blocks = [
    `---\n\n## ${words.author(message.role)} · ${words.time(message.createdAt)}`,
    thoughts === '' ? '' : quoted(`**${words.thoughts}**\n\n${thoughts}`),
    text === '' ? '' : `${text}${closingOf(text)}`,
    ...message.parts.map(partText),
    message.refusal ? quoted(message.refusal) : '',
    ending === '' ? '' : `*${oneLine(ending)}*`,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

/** What a message has beside its words. */
function partText(part: MessagePart): string {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return ''
    case 'tool':
      return fenced(
        `${part.name}(${part.args})`,
        part.output === undefined ? '' : asJson(part.output),
      )
    case 'source':
      return `- ${link(part.url, part.title)}`
    case 'file':
      // A file that is all in its address would make the document unreadable.
      return `- ${part.url.startsWith('data:') ? oneLine(part.name ?? part.mediaType) : link(part.url, part.name)}`
    case 'data':
      return fenced(part.name, asJson(part.data))
    default:
      return part satisfies never
  }
}

function link(url: string, title: string = url): string {
  return `[${oneLine(title).replaceAll(/[[\]\\]/g, String.raw`\$&`)}](<${url.replaceAll(/[<>\n]/g, encodeURIComponent)}>)`
}

function fenced(...lines: readonly string[]): string {
  const text = lines.filter((line) => line !== '').join('\n')
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value, undefined, 2) ?? ''
  } catch {
    // A circle, of which nothing can be told here.
    return ''
  }
}

function quoted(text: string): string {
  return text.replaceAll(/^/gm, '> ').replaceAll(/^> $/gm, '>')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
