import { fileURLToPath } from 'node:url'

/** A server to measure. */
export interface LoadContestant {
  readonly name: string
  /** The path of the program. */
  readonly program: string
  /** Whether it stores runs in Redis, whose URL is in the environment. */
  readonly needsRedis: boolean
  /** Matches each text of a stream, as a JSON string. */
  readonly text: RegExp
}

const peer = (file: string) => fileURLToPath(new URL(`../peers/servers/${file}`, import.meta.url))

const STRING = /"(?:[^"\\]|\\.)*"/.source
const field = (name: string) => new RegExp(`"${name}":(${STRING})`, 'g')

const ours = fileURLToPath(new URL('ours.ts', import.meta.url))

export const loadContestants: readonly LoadContestant[] = [
  {
    name: 'ours (memory)',
    program: ours,
    needsRedis: false,
    text: field('content'),
  },
  {
    name: 'ours (Redis)',
    program: ours,
    needsRedis: true,
    text: field('content'),
  },
  {
    name: 'TanStack AI (memory)',
    program: peer('tanStackAI.ts'),
    needsRedis: false,
    text: field('delta'),
  },
  {
    name: 'AI SDK + resumable-stream (Redis)',
    program: peer('aiSdk.ts'),
    needsRedis: true,
    text: field('delta'),
  },
  {
    name: 'assistant-stream (memory)',
    program: peer('assistantStream.ts'),
    needsRedis: false,
    text: new RegExp(`^0:(${STRING})`, 'gm'),
  },
  {
    name: 'NestJS @Sse (no log)',
    program: peer('nestSse.ts'),
    needsRedis: false,
    text: field('content'),
  },
]
