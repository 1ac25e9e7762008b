import type { DialectOption, PickOption } from '../../stream/options.ts'
import { events, jsonLines, testWireCases } from '../wireCase.test-helper.ts'

type Format = readonly [
  name: string,
  body: (texts: readonly string[]) => readonly string[],
  options?: DialectOption | PickOption,
  headers?: Readonly<Record<string, string>>,
]

const NDJSON = { 'content-type': 'application/x-ndjson' }
const chunk = (content: string) => ({ choices: [{ index: 0, delta: { content } }] })

const FORMATS: readonly Format[] = [
  ['openai', (texts) => events(...texts.map(chunk), '[DONE]')],
  ['a pinned openai', (texts) => events(...texts.map(chunk), '[DONE]'), { dialect: 'openai' }],
  ['the path `content`', (texts) => events(...texts.map((content) => ({ content })), '[DONE]')],
  ['the path `data.text`', (texts) => events(...texts.map((text) => ({ data: { text } })))],
  ['plain text', (texts) => events(...texts, '[DONE]')],
  ['JSON strings', (texts) => events(...texts.map((text) => JSON.stringify(text)), '[DONE]')],
  ['`pick`', (texts) => events(...texts.map((t) => ({ r: { t } })), '[DONE]'), { pick: 'r.t' }],
  [
    'gemini',
    (texts) =>
      events(...texts.map((text) => ({ candidates: [{ content: { parts: [{ text }] } }] })), {
        candidates: [{ finishReason: 'STOP' }],
      }),
  ],
  [
    'lines of ollama',
    (texts) =>
      jsonLines(...texts.map((content) => ({ message: { content }, done: false })), {
        message: { content: '' },
        done: true,
      }),
    {},
    NDJSON,
  ],
]

// A token may repeat the tokens before it. Only three texts that each add a whole word repeat the text so far.
testWireCases(
  FORMATS.flatMap(([format, bodyOf, options = {}, headers]) =>
    [
      { texts: ['ha', 'haha', 'hahaha'], text: 'hahahahahaha', verdict: 'stay three tokens' },
      { texts: ['The sea', 'The sea is'], text: 'The seaThe sea is', verdict: 'stay two tokens' },
      {
        texts: ['The', 'The sea', 'The seagull', 'The seagull cries'],
        text: 'TheThe seaThe seagullThe seagull cries',
        verdict: 'stay tokens, as one adds only a part of a word',
      },
      {
        texts: ['Oh', 'So the sea', 'So the sea is', 'So the sea is calm'],
        text: 'OhSo the seaSo the sea isSo the sea is calm',
        verdict: 'stay tokens, as the first is not repeated',
      },
      {
        texts: ['The sea', 'The sea is', 'The sea is calm'],
        text: 'The sea is calm',
        verdict: 'are cumulative at the third one',
      },
      {
        texts: ['Ebb', 'Ebb and', 'Ebb and flow', 'Ebb and flow, ha'],
        text: 'Ebb and flow, ha',
        verdict: 'are cumulative',
      },
    ].map(({ texts, text, verdict }) => ({
      name: `${texts.join('|')} ${verdict} in ${format}`,
      options,
      ...(headers && { headers }),
      body: bodyOf(texts),
      becomes: { outcome: 'complete', text } as const,
    })),
  ),
)
