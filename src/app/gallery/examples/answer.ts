import {
  AnswerFile,
  AnswerInfo,
  AnswerSegments,
  AnswerText,
  AppIcon,
  CopyButton,
  ErrorDetails,
  IconButton,
  type IconName,
  icons,
  MessageEnding,
  PlainText,
  ReasoningText,
  ShowMore,
  SourceList,
  ToolCall,
  ToolCallGroup,
} from '../../../components/index.ts'
import { example } from '../example.ts'
import { CHINESE, LONG_WORD, MARKDOWN, IMAGE, serverError } from '../samples.ts'

const call = { type: 'tool', id: 'call-1', name: 'weather', args: '{"city":"Vienna"}' } as const

function calls(count: number, rest: object = {}) {
  return Array.from({ length: count }, (_, index) => ({ ...call, id: `call-${index}`, ...rest }))
}

const names = Object.keys(icons) as IconName[]

/** The parts of an answer. */
export const answer = [
  example(AnswerText, {
    name: 'AnswerText',
    states: {
      complete: { text: MARKDOWN },
      streaming: { text: MARKDOWN.slice(0, 120), streaming: true },
      'in Chinese': { text: CHINESE },
      long: { text: `${LONG_WORD}\n\n\`\`\`\n${LONG_WORD}\n\`\`\`` },
    },
  }),
  example(AnswerSegments, {
    name: 'AnswerSegments',
    states: {
      'of every type': {
        segments: [
          { key: '0', type: 'reasoning', text: 'What does the user want to know?' },
          { key: '1', type: 'text', text: MARKDOWN },
          { key: '2', type: 'tool', call },
          { key: '3', type: 'tools', calls: calls(30) },
        ],
        answering: false,
      },
    },
  }),
  example(PlainText, {
    name: 'PlainText',
    states: {
      complete: { text: 'Until the renderer is loaded, **marks** are shown as they are.' },
      streaming: { text: 'Until the renderer is', streaming: true },
    },
  }),
  example(ReasoningText, {
    name: 'ReasoningText',
    states: {
      thinking: { text: 'What does the user want to know? Perhaps how it', thinking: true },
      done: { text: 'What does the user want to know? Perhaps how it ends.', thinking: false },
    },
  }),
  example(ToolCall, {
    name: 'ToolCall',
    states: {
      running: { call, answering: true },
      done: { call: { ...call, output: { temperature: 21 } }, answering: false },
      preparing: { call: { ...call, args: '{"ci', state: 'input-streaming' }, answering: true },
      'approval requested': { call: { ...call, state: 'approval-requested' }, answering: true },
      failed: { call: { ...call, output: { error: 'No such city' } }, answering: false },
      'failed with an error': {
        call: { ...call, state: 'output-error', error: 'No network' },
        answering: false,
      },
      long: { call: { ...call, name: LONG_WORD, args: `["${LONG_WORD}"]` }, answering: false },
    },
  }),
  example(ToolCallGroup, {
    name: 'ToolCallGroup',
    states: {
      running: { calls: calls(80), answering: true },
      done: { calls: calls(980, { output: { temperature: 21 } }), answering: false },
    },
  }),
  example(ShowMore, {
    name: 'ShowMore',
    states: { default: { modelValue: 20, total: 1000, step: 100 } },
  }),
  example(SourceList, {
    name: 'SourceList',
    states: {
      several: {
        sources: [
          { type: 'source', url: 'https://example.com/a', title: 'A page' },
          { type: 'source', url: `https://example.org/${LONG_WORD}` },
        ],
      },
      many: {
        sources: Array.from({ length: 300 }, (_, index) => ({
          type: 'source' as const,
          url: `https://example.com/${index}`,
        })),
      },
    },
  }),
  example(AnswerFile, {
    name: 'AnswerFile',
    states: {
      'an image': { file: { type: 'file', mediaType: 'image/svg+xml', url: IMAGE } },
      'an image of another site': {
        file: { type: 'file', mediaType: 'image/png', url: 'https://example.com/fox.png' },
      },
      'another file': {
        file: {
          type: 'file',
          mediaType: 'text/csv',
          url: 'https://example.com/a.csv',
          name: 'a.csv',
        },
      },
    },
  }),
  example(MessageEnding, {
    name: 'MessageEnding',
    states: {
      stopped: { ending: 'stopped', retryable: true },
      truncated: { ending: 'truncated', retryable: true, continuable: true },
      failed: { ending: 'failed', error: serverError, retryable: true },
      limit: { ending: 'limit', retryable: true, continuable: true },
      refused: { ending: 'refused', retryable: true },
    },
  }),
  example(ErrorDetails, { name: 'ErrorDetails', states: { default: { error: serverError } } }),
  example(AnswerInfo, {
    name: 'AnswerInfo',
    shown: 'opened',
    states: {
      measured: (anchor) => ({
        anchor,
        metrics: {
          timeToFirstByte: 80,
          timeToFirstToken: 120,
          duration: 2400,
          tokensPerSecond: 61.5,
          stalls: 0,
          bytes: 4096,
          attempts: 1,
          buffered: false,
        },
        usage: { inputTokens: 12, outputTokens: 140, totalTokens: 152 },
      }),
      'buffered by a proxy': (anchor) => ({
        anchor,
        metrics: { duration: 9000, stalls: 2, bytes: 4096, attempts: 3, buffered: true },
      }),
    },
  }),
  example(CopyButton, { name: 'CopyButton', states: { default: { text: 'Copied' } } }),
  example(IconButton, {
    name: 'IconButton',
    states: {
      default: { icon: 'search', label: 'Find' },
      'nothing to do': { icon: 'search', label: 'Find', ariaDisabled: true },
    },
  }),
  example(AppIcon, {
    name: 'AppIcon',
    states: Object.fromEntries(names.map((name) => [name, { name }])),
  }),
]
