/**
 * Where a scenario does its work.
 *
 * - `response`: before the answer's head, so that no run starts
 * - `stream`: between the log and the socket; the log itself is whole, and a resumed stream is too
 * - `answer`: in what the model says, and how fast
 */
export type ScenarioLayer = 'response' | 'stream' | 'answer'

interface ScenarioDefinition {
  readonly name: string
  readonly layer: ScenarioLayer
  readonly summary: string
  /** The number that may follow the name: its unit, its value without one, and the largest that is accepted. */
  readonly amount?: { readonly unit: string; readonly default: number; readonly most: number }
  /** How many attempts of one question meet it. @default every one */
  readonly times?: number
}

/** In seconds. */
const DAY = 24 * 60 * 60
/** In milliseconds. */
const MINUTE = 60_000
const TEN_MINUTES = 10 * MINUTE
/** In characters or bytes: more than a run keeps with the default limits. */
const MOST_TEXT = 1_000_000
const MOST_BYTES = 10_000_000

/** How often at most a scenario can be met, where it is not met every time. */
export const MOST_TIMES = 1_000

const STATUS = { layer: 'response', times: Infinity } as const

/** The vocabulary. `/help` prints it, so the summaries are for people. */
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
  { name: '401', ...STATUS, summary: 'refuses with 401: the key is wrong' },
  { name: '403', ...STATUS, summary: 'refuses with 403: not allowed' },
  { name: '404', ...STATUS, summary: 'refuses with 404: nothing is here' },
  { name: '500', ...STATUS, summary: 'fails with 500 before the answer' },
  { name: '502', ...STATUS, summary: 'fails with 502, as a proxy without its server' },
  { name: 'html', ...STATUS, summary: 'an HTML page with status 200, as a wrong address gives' },
  {
    name: 'no-headers',
    layer: 'response',
    amount: { unit: 'ms', default: Infinity, most: TEN_MINUTES },
    times: 1,
    summary: 'accepts the request and does not answer it (for that long)',
  },
  {
    name: 'silence',
    layer: 'stream',
    amount: { unit: 'ms', default: Infinity, most: TEN_MINUTES },
    times: 1,
    summary: 'a head, and then not one byte (for that long)',
  },
  {
    name: 'drop',
    layer: 'stream',
    amount: { unit: 'bytes', default: 200, most: MOST_BYTES },
    times: 1,
    summary: 'breaks the connection after that many bytes of the body; a resumed stream is whole',
  },
  {
    name: 'end-early',
    layer: 'stream',
    amount: { unit: 'bytes', default: 200, most: MOST_BYTES },
    times: 1,
    summary: 'ends the body cleanly after that many bytes, without `close`',
  },
  {
    name: 'emoji-cut',
    layer: 'stream',
    summary: 'cuts the stream inside every emoji and every Chinese character',
  },
  { name: 'split', layer: 'stream', summary: 'writes every byte by itself' },
  {
    name: 'burst',
    layer: 'stream',
    amount: { unit: 'ms', default: 1500, most: TEN_MINUTES },
    summary: 'waits, then sends all in one write, as a buffering proxy does',
  },
  {
    name: 'slow',
    layer: 'answer',
    amount: { unit: 'ms', default: 150, most: MINUTE },
    summary: 'thinks that long about every token',
  },
  {
    name: 'long',
    layer: 'answer',
    amount: { unit: 'characters', default: 8000, most: MOST_TEXT },
    summary: 'an answer of exactly that length',
  },
  {
    name: 'error',
    layer: 'answer',
    amount: { unit: 'characters', default: 120, most: MOST_TEXT },
    summary: 'the model fails in the middle: `close` with the reason `error`',
  },
  {
    name: 'nest-error',
    layer: 'answer',
    amount: { unit: 'characters', default: 120, most: MOST_TEXT },
    summary: 'fails as NestJS does: `event: error`, plain text, no `close`',
  },
  {
    name: 'refuse',
    layer: 'answer',
    amount: { unit: 'characters', default: 0, most: MOST_TEXT },
    summary: 'the model refuses to answer, or a filter stops it after that many characters',
  },
  { name: 'think', layer: 'answer', summary: 'reasoning before the text' },
  { name: 'sources', layer: 'answer', summary: 'pages behind the text to which it refers' },
  {
    name: 'tool',
    layer: 'answer',
    summary: 'calls a tool that the asker runs; its output, sent back, goes into the answer',
  },
  {
    name: 'parts',
    layer: 'answer',
    summary: 'reasoning, a tool that the server runs and usage around the text',
  },
  { name: 'help', layer: 'answer', summary: 'this list' },
] as const satisfies readonly ScenarioDefinition[]

export type ScenarioName = (typeof SCENARIOS)[number]['name']

/** One scenario as it was asked for. */
export interface Scenario {
  readonly name: ScenarioName
  readonly layer: ScenarioLayer
  /** The number behind the name; 0 where the scenario takes none. */
  readonly amount: number
  /** How many attempts (or connections to one run) meet it. */
  readonly times: number
  /**
   * Which request of a session meets a `response` scenario: the one that asks, or the GET that reads.
   * @default 'question'
   */
  readonly on: 'question' | 'stream'
  /** Milliseconds a token, in place of the server's own pace. */
  readonly pace?: string
  /** As it was written: tells two scenarios apart when attempts are counted. */
  readonly source: string
}
