import { checkName, checkOption } from '../stream/arguments/checkOptions.ts'
import { checkMessages } from '../stream/arguments/checkMessages.ts'
import { checkShape } from '../stream/arguments/checkShape.ts'
import { reasoningOf, textOf } from '../text.ts'
import type { ChatMessage, Role, ToolPart } from '../types.ts'
import { codeBlock, escapeInline, inlineCode, quoteMarkdown } from './escapeMarkdown.ts'

/** The words that a transcript adds to the messages, to translate them. */
export type TranscriptLabels = Readonly<
  Record<Role | 'reasoning' | 'tool' | 'result' | 'sources' | 'files', string>
>

/** Options of {@link toTranscript}. */
export interface TranscriptOptions {
  /** Heading of the whole transcript. @default none */
  readonly title?: string | undefined
  /** Level of the heading of each message, from 1 to 6; the title has the one above. @default 2 */
  readonly headingLevel?: number | undefined
  /** Whether the model's reasoning is left out, or follows in a `<details>` that a reader can open. @default 'omit' */
  readonly reasoning?: 'omit' | 'collapse' | undefined
  /** Words to use. @default English ones */
  readonly labels?: Partial<TranscriptLabels> | undefined
}

const defaultLabels: TranscriptLabels = {
  user: 'You',
  assistant: 'Assistant',
  system: 'System',
  reasoning: 'Reasoning',
  tool: 'Tool call',
  result: 'Result',
  sources: 'Sources',
  files: 'Files',
}

/**
 * Returns a chat as a Markdown text: a heading for each message, then its text as a quote, its tool calls, sources
 * and files, and how it ended unless it is complete. Nothing in a message can end its quote, add a heading outside
 * of it, or become HTML. Files are named; those with an `http:` or `https:` URL are linked, as sources are. Parts of
 * the type `data` are left out.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, or a list that does not consist of messages
 * @example
 * const text = toTranscript(messages.value, { title: 'My chat', reasoning: 'collapse' })
 */
export function toTranscript(
  messages: readonly ChatMessage[],
  options: TranscriptOptions = {},
): string {
  checkMessages(messages)
  checkShape('options', options, { title: '', headingLevel: '', reasoning: '', labels: '' }, true)
  const { title, headingLevel: level = 2, reasoning = 'omit' } = options
  checkName('reasoning', reasoning, ['omit', 'collapse'])
  checkOption('headingLevel', level, /^[1-6]$/.test(String(level)), 'a number from 1 to 6')
  const labels = { ...defaultLabels, ...options.labels }
  const blocks = messages.flatMap((message) => {
    const content = contentOf(message, labels, reasoning === 'collapse')
    return content.length > 0
      ? [`${'#'.repeat(level)} ${escapeInline(labels[message.role])}`, ...content]
      : []
  })
  const titles = title ? [`${'#'.repeat(Math.max(1, level - 1))} ${escapeInline(title)}`] : []
  return `${[...titles, ...blocks].join('\n\n')}\n`
}

/** Returns the blocks below the heading of a message. */
function contentOf(
  message: ChatMessage,
  labels: TranscriptLabels,
  hasReasoning: boolean,
): readonly string[] {
  const { parts, refusal, outcome, error } = message
  const reasoning = hasReasoning ? reasoningOf(message) : ''
  const summary = labels.reasoning.replace(/[<>&]/g, '')
  const links = (type: 'source' | 'file') =>
    parts.flatMap((part) =>
      part.type === 'source' && type === 'source'
        ? [`- ${toLink(part.url, part.title ?? part.url)}`]
        : part.type === 'file' && type === 'file'
          ? [`- ${toLink(part.url, part.name ?? part.mediaType)}`]
          : [],
    )
  const toList = (label: string, items: readonly string[]) =>
    items.length > 0 ? [`**${escapeInline(label)}**`, items.join('\n')] : []
  return [
    ...(reasoning.trim()
      ? [`<details><summary>${summary}</summary>`, quoteMarkdown(reasoning), '</details>']
      : []),
    ...parts.flatMap((part) => (part.type === 'tool' ? toolBlocks(part, labels) : [])),
    ...[textOf(message), refusal ?? ''].filter((text) => text.trim()).map(quoteMarkdown),
    ...toList(labels.files, links('file')),
    ...toList(labels.sources, links('source')),
    ...(outcome && outcome !== 'complete'
      ? [`*(${[outcome, error?.message ?? ''].filter(Boolean).map(escapeInline).join(': ')})*`]
      : []),
  ]
}

function toolBlocks(part: ToolPart, labels: TranscriptLabels): readonly string[] {
  const { name, args, output, error } = part
  const result = error ?? (typeof output === 'string' ? output : JSON.stringify(output, null, 2))
  return [
    `**${escapeInline(labels.tool)}** ${inlineCode(name)}`,
    ...(args ? [codeBlock(args, 'json')] : []),
    ...(result === undefined ? [] : [`**${escapeInline(labels.result)}**`, codeBlock(result)]),
  ]
}

/** Returns a link to a page; only the text for any other URL, such as one with a script or the data of a file. */
function toLink(url: string, text: string): string {
  const { protocol, href } = URL.canParse(url) ? new URL(url) : { protocol: '', href: '' }
  const shown = escapeInline(text.slice(0, 1000)) || escapeInline(url.slice(0, 1000))
  // The angle brackets keep parentheses in the URL apart from those of the link.
  return /^https?:$/.test(protocol)
    ? `[${shown}](<${href.replace(/[<>\\]/g, encodeURIComponent)}>)`
    : shown
}
