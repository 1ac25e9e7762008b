import { fileURLToPath } from 'node:url'

/** A server to measure. */
export interface LoadContestant {
  readonly name: string
  /** The path of the program. */
  readonly program: string
  readonly needsRedis: boolean
  /** Matches each text of a stream, as a JSON string. */
  readonly text: RegExp
}

const peer = (file: string) => fileURLToPath(new URL(`../peers/servers/${file}`, import.meta.url))

const STRING = /"(?:[^"\\]|\\.)*"/.source
const field = (name: string) => new RegExp(`"${name}":(${STRING})`, 'g')

export const OURS = 'vue-chat-stream/server'

export const loadContestants: readonly LoadContestant[] = [
  {
    name: OURS,
    program: fileURLToPath(new URL('ours.ts', import.meta.url)),
    needsRedis: false,
    text: field('content'),
  },
  {
    name: 'TanStack AI, memory',
    program: peer('tanStackAI.ts'),
    needsRedis: false,
    text: field('delta'),
  },
  {
    name: 'AI SDK + resumable-stream, Redis',
    program: peer('aiSdk.ts'),
    needsRedis: true,
    text: field('delta'),
  },
  {
    name: 'assistant-stream/resumable, memory',
    program: peer('assistantStream.ts'),
    needsRedis: false,
    text: new RegExp(`^0:(${STRING})`, 'gm'),
  },
  {
    name: 'NestJS @Sse (stores nothing)',
    program: peer('nestSse.ts'),
    needsRedis: false,
    text: field('content'),
  },
]
