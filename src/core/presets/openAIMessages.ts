import { textOf } from '../text.ts'
import type { ChatMessage, FilePart } from '../types.ts'
import { isImage, rejectFile, toNamedText } from './fileContent.ts'
import { argumentsText, callsWithOutput, toolOutputText } from './toolCall.ts'

/** Returns a message in the form of Chat Completions: tool results are messages of their own. */
export function toMessages({
  role,
  parts,
}: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const text = textOf({ parts })
  const files = parts.filter((part) => part.type === 'file')
  if (files.length > 0) {
    return [{ role, content: [...(text ? [{ type: 'text', text }] : []), ...files.map(toPiece)] }]
  }
  const calls = callsWithOutput(parts)
  if (calls.length === 0) return text ? [{ role, content: text }] : []
  return [
    {
      role,
      content: text || null,
      tool_calls: calls.map((call) => ({
        id: call.id,
        type: 'function',
        function: { name: call.name, arguments: argumentsText(call) },
      })),
    },
    ...calls.map((call) => ({
      role: 'tool',
      tool_call_id: call.id,
      content: toolOutputText(call),
    })),
  ]
}

function toPiece(file: FilePart): object {
  const text = toNamedText(file)
  if (text !== undefined) return { type: 'text', text }
  if (isImage(file)) return { type: 'image_url', image_url: { url: file.url } }
  if (!file.url.startsWith('data:')) return rejectFile(file, 'Chat Completions')
  return { type: 'file', file: { filename: file.name ?? 'file', file_data: file.url } }
}
