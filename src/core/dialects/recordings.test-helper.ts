import { existsSync, readFileSync } from 'node:fs'
import { sse } from './decodeAll.test-helper.ts'

/** A recorded stream of a real server, as listed in the index of the shared streams. */
export interface Recording {
  readonly file: string
  readonly format: 'raw-sse' | 'json-lines' | 'ndjson'
  readonly dialect: string
  readonly expected: {
    readonly text?: string
    readonly text_intended?: string
    readonly reasoning?: string
    readonly tools?: readonly object[]
    readonly finish?: string
    readonly usage?: object
    readonly refusal?: string
    readonly blockReason?: string
    readonly error?: unknown
  }
}

const folder = new URL('../../../../shared/streams/', import.meta.url)
const index = new URL('index.json', folder)

/** The shared streams; an empty list if they are not available. */
export const recordings: readonly Recording[] = existsSync(index)
  ? JSON.parse(readFileSync(index, 'utf8'))
  : []

export function contentTypeOf({ format }: Recording): string {
  return format === 'ndjson' ? 'application/x-ndjson' : 'text/event-stream'
}

/** Returns the body as its server sent it. If only the payloads were recorded, each one becomes an event. */
export function bodyOfRecording({ file, format }: Recording): string {
  const raw = readFileSync(new URL(file, folder), 'utf8')
  return format === 'json-lines' ? sse(...raw.trim().split('\n')) : raw
}

/** In this recording, the deltas have less text than the server's final response. */
const ABRIDGED = 'openai-responses-phase-abridged.txt'

/** Two messages in one stream: the index expects the result of a client that does not notice. */
const SPLICED = 'anthropic-spliced-message-start.txt'

/** Returns the result of a correct client for a recording. */
export function expectationOf(recording: Recording): {
  readonly text: string
  readonly reasoning: string | undefined
  readonly tools: readonly object[] | undefined
  readonly finishReason: string | undefined
  readonly usage: object | undefined
  readonly outcome: string
} {
  const { file, expected } = recording
  const { text, reasoning, tools, finish, usage } = expected
  const isRefused = expected.refusal ?? expected.blockReason
  const isFailed = expected.error !== undefined
  const answer = {
    text: expected.text_intended ?? text ?? '',
    reasoning,
    tools,
    finishReason: isFailed ? undefined : (finish ?? expected.blockReason),
    usage,
    outcome: isFailed ? 'failed' : isRefused ? 'refused' : 'complete',
  }
  if (file === ABRIDGED) return { ...answer, text: finalTextOf(recording) }
  if (file === SPLICED) {
    return {
      text: '',
      reasoning: 'I will call the tool.',
      tools: [{ id: 'toolu_first', args: '{"value":"Spark' }],
      finishReason: undefined,
      usage: undefined,
      outcome: 'failed',
    }
  }
  if (file.startsWith('nestjs')) {
    // The first payload is JSON of an unknown shape, which is never shown.
    const words = ['line1\nline2', 'héllo 👋', ' leading space']
    return { ...answer, text: words.join('') }
  }
  return answer
}

interface ResponseOutput {
  readonly response: {
    readonly output: readonly { readonly content?: readonly { readonly text?: string }[] }[]
  }
}

function finalTextOf(recording: Recording): string {
  const last = bodyOfRecording(recording).trim().split('\ndata: ').at(-1)
  const { response }: ResponseOutput = JSON.parse(last ?? '')
  return response.output.flatMap(({ content }) => content?.map(({ text }) => text)).join('')
}
