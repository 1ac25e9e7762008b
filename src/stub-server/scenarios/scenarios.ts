/**
 * The layer that a scenario disturbs.
 *
 * - `response`: before the response headers, so that no run starts
 * - `stream`: between the log and the socket; the log is complete, and so is a resumed stream
 * - `answer`: the content of the answer, and its pace
 */
export type ScenarioLayer = 'response' | 'stream' | 'answer'

interface ScenarioDefinition {
  readonly name: string
  readonly layer: ScenarioLayer
  readonly summary: string
  /** The number that may follow the name: its unit, its default, and the largest accepted value. */
  readonly amount?: { readonly unit: string; readonly default: number; readonly most: number }
  /** How many attempts of one question the scenario affects. @default every attempt */
  readonly times?: number
}

/** A day in seconds. */
const DAY = 24 * 60 * 60
/** A minute in milliseconds. */
const MINUTE = 60_000
const TEN_MINUTES = 10 * MINUTE
/** Most characters and bytes; more than a run stores with the default limits. */
const MAX_TEXT = 1_000_000
const MAX_BYTES = 10_000_000
/** Most parts of one answer; more than a client keeps. */
const MAX_PARTS = 20_000
const MAX_SOURCES = 50_000

/** Largest value of the option `times`. */
export const MAX_TIMES = 1_000

const STATUS = { layer: 'response', times: Infinity } as const

/** All scenarios. `/help` prints the summaries for the user. */
export const SCENARIOS = [
  {
    name: '429',
    layer: 'response',
    amount: { unit: 'seconds', default: 1, most: DAY },
    times: 1,
    summary: 'refuses with 429 and `Retry-After`, then answers',
  },
  {
    name: '503',
    layer: 'response',
    amount: { unit: 'seconds', default: 1, most: DAY },
    times: 1,
    summary: 'refuses with 503 and `Retry-After`, then answers',
  },
  { name: '401', ...STATUS, summary: 'refuses with 401: the API key is wrong' },
  { name: '403', ...STATUS, summary: 'refuses with 403: not allowed' },
  { name: '404', ...STATUS, summary: 'refuses with 404: no such endpoint' },
  { name: '500', ...STATUS, summary: 'fails with 500 before the answer' },
  { name: '502', ...STATUS, summary: 'fails with 502, like a proxy whose server is down' },
  { name: 'html', ...STATUS, summary: 'sends an HTML page with status 200, as a wrong URL does' },
  {
    name: 'no-headers',
    layer: 'response',
    amount: { unit: 'ms', default: Infinity, most: TEN_MINUTES },
    times: 1,
    summary: 'accepts the request but does not respond (for that long)',
  },
  {
    name: 'silence',
    layer: 'stream',
    amount: { unit: 'ms', default: Infinity, most: TEN_MINUTES },
    times: 1,
    summary: 'sends response headers but no byte of the body (for that long)',
  },
  {
    name: 'drop',
    layer: 'stream',
    amount: { unit: 'bytes', default: 200, most: MAX_BYTES },
    times: 1,
    summary:
      'breaks the connection after that many bytes of the body; a resumed stream is complete',
  },
  {
    name: 'end-early',
    layer: 'stream',
    amount: { unit: 'bytes', default: 200, most: MAX_BYTES },
    times: 1,
    summary: 'ends the body cleanly after that many bytes, without `close`',
  },
  {
    name: 'emoji-cut',
    layer: 'stream',
    summary: 'splits the stream inside every emoji and every Chinese character',
  },
  { name: 'split', layer: 'stream', summary: 'writes every byte separately' },
  {
    name: 'burst',
    layer: 'stream',
    amount: { unit: 'ms', default: 1500, most: TEN_MINUTES },
    summary: 'waits, then sends everything in one write, like a buffering proxy',
  },
  {
    name: 'slow',
    layer: 'answer',
    amount: { unit: 'ms', default: 150, most: MINUTE },
    summary: 'pauses that long before every token',
  },
  {
    name: 'long',
    layer: 'answer',
    amount: { unit: 'characters', default: 8000, most: MAX_TEXT },
    summary: 'sends an answer of exactly that length',
  },
  {
    name: 'error',
    layer: 'answer',
    amount: { unit: 'characters', default: 120, most: MAX_TEXT },
    summary: 'the model fails in the middle: `close` with the reason `error`',
  },
  {
    name: 'nest-error',
    layer: 'answer',
    amount: { unit: 'characters', default: 120, most: MAX_TEXT },
    summary: 'fails like NestJS: `event: error` with plain text, and no `close`',
  },
  {
    name: 'refuse',
    layer: 'answer',
    amount: { unit: 'characters', default: 0, most: MAX_TEXT },
    summary: 'the model refuses to answer, or a filter stops it after that many characters',
  },
  { name: 'think', layer: 'answer', summary: 'sends reasoning before the text' },
  {
    name: 'sources',
    layer: 'answer',
    summary: 'sends pages that the text refers to, after the text',
  },
  {
    name: 'tool',
    layer: 'answer',
    summary: 'calls a tool that the client runs; its output, sent back, becomes part of the answer',
  },
  {
    name: 'parts',
    layer: 'answer',
    summary: 'sends reasoning, a tool call that the server runs, and usage with the text',
  },
  {
    name: 'many-tools',
    layer: 'answer',
    amount: { unit: 'calls', default: 2000, most: MAX_PARTS },
    summary: 'calls that many tools, which the server runs, then sends the text',
  },
  {
    name: 'many-sources',
    layer: 'answer',
    amount: { unit: 'pages', default: 2000, most: MAX_SOURCES },
    summary: 'sends that many sources after the text',
  },
  {
    name: 'many-parts',
    layer: 'answer',
    amount: { unit: 'parts', default: 3000, most: MAX_PARTS },
    summary: 'alternates between reasoning, text and tool calls, that many in all',
  },
  { name: 'help', layer: 'answer', summary: 'shows this list' },
] as const satisfies readonly ScenarioDefinition[]

export type ScenarioName = (typeof SCENARIOS)[number]['name']

/** A scenario with its arguments, as parsed from a request. */
export interface Scenario {
  readonly name: ScenarioName
  readonly layer: ScenarioLayer
  /** The number after the name; 0 if the scenario has none. */
  readonly amount: number
  /** How many attempts (or connections to one run) the scenario affects. */
  readonly times: number
  /**
   * Which request of a session a `response` scenario affects: the one with the question, or the GET that
   * reads the answer.
   * @default 'question'
   */
  readonly on: 'question' | 'stream'
  /** Milliseconds per token, such as `15-40`, instead of the server's own pace. */
  readonly pace?: string
  /** The text that the scenario was parsed from: a key to count its attempts by. */
  readonly source: string
}
