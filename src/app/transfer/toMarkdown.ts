import { type ChatMessage, type MessagePart, reasoningOf, textOf } from '../../core/index.ts'
import { createBranches, toPlaced, type TransferredChat } from '../../stores/index.ts'
import { closingMarkup } from './codeBlocks.ts'

/** The texts of a document beside the messages, in the user's language. */
export interface MarkdownTexts {
  readonly author: (role: ChatMessage['role']) => string
  /** @param time - milliseconds since 1970 */
  readonly time: (time: number) => string
  /** Heads the reasoning of an answer. */
  readonly reasoning: string
  /** Describes how an answer ended; empty if it is complete. */
  readonly ending: (message: ChatMessage) => string
}

/** Writes chats as one document, in their order: the messages of the open branch with author and time, unchanged. */
export function toMarkdown(chats: readonly TransferredChat[], texts: MarkdownTexts): string {
  return chats.map((chat) => chatText(chat, texts)).join('\n')
}

function chatText(
  { title, createdAt, leaf, messages }: TransferredChat,
  texts: MarkdownTexts,
): string {
  const header = `# ${oneLine(title)}\n\n${texts.time(createdAt)}\n`
  const branches = createBranches(toPlaced(messages), messages, leaf)
  return [header, ...branches.shown().map((message) => messageText(message, texts))].join('\n')
}

function messageText(message: ChatMessage, texts: MarkdownTexts): string {
  const reasoning = reasoningOf(message)
  const text = textOf(message)
  const ending = texts.ending(message)
  const blocks = [
    `---\n\n## ${texts.author(message.role)} · ${texts.time(message.createdAt)}`,
    reasoning === '' ? '' : quote(`**${texts.reasoning}**\n\n${reasoning}`),
    text === '' ? '' : `${text}${closingMarkup(text)}`,
    ...message.parts.map(partText),
    message.refusal ? quote(message.refusal) : '',
    ending === '' ? '' : `*${oneLine(ending)}*`,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

/** Writes a part that is neither text nor reasoning. */
function partText(part: MessagePart): string {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return ''
    case 'tool':
      return fenced(
        `${part.name}(${part.args})`,
        part.output === undefined ? (part.error ?? '') : asJson(part.output),
      )
    case 'source':
      return `- ${link(part.url, part.title)}`
    case 'file':
      // A data URL contains the whole file, and would make the document unreadable.
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
    // A circular value can't be written as JSON.
    return ''
  }
}

function quote(text: string): string {
  return text.replaceAll(/^/gm, '> ').replaceAll(/^> $/gm, '>')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
