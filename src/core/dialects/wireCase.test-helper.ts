import { expect, test } from 'vitest'
import { isObject } from '../json.ts'
import { createChatStream } from '../stream/createChatStream.ts'
import type { DialectOption, PickOption } from '../stream/options.ts'
import { startServer } from '../stream/scriptedServer.test-helper.ts'
import { reasoningOf, textOf } from '../text.ts'
import type { ChatMessage, Outcome } from '../types.ts'

/** What a client must make of a response. Only the fields that are present are compared. */
export interface WireResult {
  readonly outcome?: Outcome
  /** Any outcome but `complete`. */
  readonly notComplete?: true
  readonly text?: string
  readonly reasoning?: string
  readonly refusal?: string
  readonly finishReason?: string
  /** Kind of the error. */
  readonly kind?: string
  /** Part of the error's message. */
  readonly message?: string
  readonly code?: string
  readonly status?: number
  /** Milliseconds. */
  readonly retryAfter?: number
  /** Input, output and total tokens: `3/4/7`. A count that the server does not send is empty. */
  readonly usage?: string
  /** `name(args)` of each tool call, joined with blanks. */
  readonly tools?: string
  /** How many files. */
  readonly files?: number
  /** How many sources. */
  readonly sources?: number
  /** The data of all data parts, as JSON. */
  readonly data?: string
}

/** One response of a server, and what it must become. */
export interface WireCase {
  /** A sentence that names the server's behavior and the expected one. */
  readonly name: string
  /** @default the dialect `auto` */
  readonly options?: DialectOption | PickOption
  /** @default 200 */
  readonly status?: number
  /** Response headers. @default `content-type: text/event-stream` */
  readonly headers?: Readonly<Record<string, string>>
  /** The body: each string is one write. */
  readonly body: readonly string[]
  readonly becomes: WireResult
}

/**
 * Tests each case against a real HTTP server, with the writes as they are and with the whole body in one.
 *
 * @example
 * testWireCases([
 *   {
 *     name: 'a text and [DONE] are complete',
 *     body: events({ content: 'Hi' }, '[DONE]'),
 *     becomes: { outcome: 'complete', text: 'Hi' },
 *   },
 * ])
 */
export function testWireCases(cases: readonly WireCase[]): void {
  test.each(cases)('$name', async (each) => {
    expect(await runWireCase(each)).toEqual(each.becomes)
    const inOneWrite = { ...each, body: [each.body.join('')] }
    expect(await runWireCase(inOneWrite)).toEqual(each.becomes)
  })
}

/**
 * Serves a case with a real HTTP server, reads it with `createChatStream`, and returns those fields of the
 * result that the case names.
 */
async function runWireCase({ body, becomes, ...rest }: WireCase): Promise<WireResult> {
  const { options, status = 200, headers = { 'content-type': 'text/event-stream' } } = rest
  const server = await startServer(async (_, response) => {
    response.writeHead(status, headers)
    response.flushHeaders()
    for (const piece of body) {
      await new Promise((resolve) => response.write(piece, resolve))
      await new Promise(setImmediate)
    }
    response.end()
  })
  const chat = createChatStream({ url: server.url, transport: 'post', retry: false, ...options })
  const result = resultOf(await chat.send('Tell me'))
  chat.dispose()
  const { message } = becomes
  const named = Object.keys(becomes).map((key) => [key, result[key as keyof WireResult]])
  return {
    ...Object.fromEntries(named),
    ...(message && result.message?.includes(message) ? { message } : {}),
  }
}

/** Frames each payload as one event: strings as they are, anything else as JSON. */
export function events(...payloads: readonly unknown[]): readonly string[] {
  return payloads.map((payload) => `data: ${toData(payload)}\n\n`)
}

/** Frames a payload as an event with a name. */
export function namedEvent(name: string, payload: unknown): string {
  return `event: ${name}\ndata: ${toData(payload)}\n\n`
}

/** Frames each payload as one line of JSON. */
export function jsonLines(...payloads: readonly unknown[]): readonly string[] {
  return payloads.map((payload) => `${JSON.stringify(payload)}\n`)
}

function toData(payload: unknown): string {
  return typeof payload === 'string' ? payload : JSON.stringify(payload)
}

function resultOf(answer: ChatMessage): WireResult {
  const { outcome, error, usage, parts, refusal = '', finishReason } = answer
  const dataParts = parts.flatMap((part) => (part.type === 'data' ? [part.data] : []))
  const calls = parts.flatMap((part) =>
    part.type === 'tool' ? [`${part.name}(${part.args})`] : [],
  )
  const counts = [usage?.inputTokens, usage?.outputTokens, usage?.totalTokens]
  return defined({
    outcome,
    notComplete: outcome !== 'complete' || undefined,
    text: textOf(answer),
    reasoning: reasoningOf(answer),
    refusal,
    finishReason,
    kind: error?.kind,
    message: error?.message,
    code: error?.code,
    status: error?.status,
    retryAfter: error?.retryAfter,
    usage: counts.join('/'),
    tools: calls.join(' '),
    files: parts.filter(({ type }) => type === 'file').length,
    sources: parts.filter(({ type }) => type === 'source').length,
    data: JSON.stringify(dataParts),
  })
}

function defined(fields: object): WireResult {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  const result: unknown = Object.fromEntries(entries)
  // The caller names the fields of a `WireResult`.
  return isObject(result) ? (result as WireResult) : {}
}
