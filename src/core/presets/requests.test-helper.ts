import type { ChatMessage, ChatRequest, FilePart, MessagePart, Role } from '../types.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

export const image: FilePart = {
  type: 'file',
  mediaType: 'image/png',
  url: 'data:image/png;base64,AAEC',
}
export const remoteImage: FilePart = { ...image, url: 'https://pictures.example/a.png' }
export const textFile: FilePart = {
  type: 'file',
  mediaType: 'text/markdown',
  name: 'notes.md',
  url: `data:text/markdown;base64,${base64('# Grüße')}`,
}
export const pdf: FilePart = {
  type: 'file',
  mediaType: 'application/pdf',
  name: 'paper.pdf',
  url: 'data:application/pdf;base64,JVBERg==',
}
export const call: MessagePart = {
  type: 'tool',
  id: 'c1',
  name: 'weather',
  args: '{"city":"Rome"}',
  output: { degrees: 21 },
}

export function request(...turns: readonly (readonly [Role, ...MessagePart[]])[]): ChatRequest {
  const messages = turns.map(([role, ...parts], index): ChatMessage => ({
    id: `m${index}`,
    role,
    parts,
    createdAt: 0,
  }))
  const [last] = messages.at(-1)?.parts ?? []
  return { id: 'r1', message: last?.type === 'text' ? last.text : '', messages }
}

export const text = (words: string): MessagePart => ({ type: 'text', text: words })
export const thought: MessagePart = { type: 'reasoning', text: 'Hm.' }

export const chatRequest = request(
  ['user', text('Hi')],
  ['assistant', thought, text('Hello!')],
  ['user', text('How are you?')],
)
export const afterTool = request(['user', text('How warm is Rome?')], ['assistant', call])
export const withImage = request(['user', text('What is this?'), image])
