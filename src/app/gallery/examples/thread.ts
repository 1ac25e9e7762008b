import {
  AnswerReader,
  ChatMessageView,
  ChatThread,
  QuestionEditor,
  QueuedQuestions,
  ScrollToEnd,
  SkeletonLines,
  StatusAnnouncer,
  ThreadSkeleton,
  TurnPlaceholder,
  VersionPicker,
  WelcomeScreen,
} from '../../../components/index.ts'
import { example } from '../example.ts'
import * as samples from '../samples.ts'

const { answer, message, question, serverError } = samples
const versions = { ids: ['a', 'b', 'c'], index: 1 }

/** The conversation and what it consists of. */
export const conversation = [
  example(ThreadSkeleton, { name: 'ThreadSkeleton', shown: 'framed', states: { 'as it is': {} } }),
  example(SkeletonLines, {
    name: 'SkeletonLines',
    states: { one: { lines: 1 }, some: { lines: 5 } },
  }),
  example(ChatThread, {
    name: 'ChatThread',
    shown: 'framed',
    states: {
      answered: { messages: [question, answer], queue: [], status: 'ready' },
      streaming: {
        messages: [question, message('assistant', samples.MARKDOWN.slice(0, 200))],
        queue: [message('user', 'And then?')],
        status: 'streaming',
      },
      failed: {
        messages: [question, message('assistant', '', { outcome: 'failed', error: serverError })],
        queue: [],
        status: 'error',
        error: serverError,
      },
      'in Chinese': {
        messages: [
          message('user', '流式回答有什么好处？'),
          message('assistant', samples.CHINESE, { outcome: 'complete' }),
        ],
        queue: [],
        status: 'ready',
      },
    },
  }),
  example(TurnPlaceholder, {
    name: 'TurnPlaceholder',
    states: { 'as it is': { messages: [question, answer] } },
  }),
  example(ChatMessageView, {
    name: 'ChatMessageView',
    states: {
      'a question': { message: question },
      'a long question': { message: message('user', samples.LONG_WORD.repeat(6)) },
      'one with versions': { message: question, versions },
      waiting: { message: message('assistant', ''), streaming: true },
      'asking again': { message: message('assistant', ''), streaming: true, reconnecting: true },
      streaming: { message: message('assistant', 'Servers send **ev'), streaming: true },
      answered: { message: answer, latest: true },
      'with thoughts': {
        message: message('assistant', '', {
          parts: [
            { type: 'reasoning', text: 'What do they want to know?' },
            { type: 'text', text: 'How it ends.' },
          ],
          outcome: 'complete',
        }),
        latest: true,
      },
      stopped: {
        message: message('assistant', 'Servers send', { outcome: 'stopped' }),
        latest: true,
      },
      truncated: {
        message: message('assistant', 'Servers send', { outcome: 'truncated' }),
        latest: true,
      },
      'at its limit': {
        message: message('assistant', 'Servers send **ev', { outcome: 'complete' }),
        latest: true,
        limited: true,
      },
      failed: {
        message: message('assistant', 'Servers', { outcome: 'failed', error: serverError }),
        latest: true,
      },
      refused: {
        message: message('assistant', '', { outcome: 'refused', refusal: 'I would rather not.' }),
        latest: true,
      },
      'from right to left': {
        message: message('assistant', samples.ARABIC, { outcome: 'complete' }),
        latest: true,
      },
    },
  }),
  example(QuestionEditor, {
    name: 'QuestionEditor',
    states: {
      'as it is': { text: 'How is a stream read?', locked: false },
      locked: { text: 'How is a stream read?', locked: true },
    },
  }),
  example(QueuedQuestions, {
    name: 'QueuedQuestions',
    states: {
      waiting: {
        questions: [question, message('user', samples.LONG_WORD)],
        lacksConnection: false,
      },
      'without a connection': { questions: [question], lacksConnection: true },
    },
  }),
  example(ScrollToEnd, { name: 'ScrollToEnd', states: { 'as it is': {} } }),
  example(VersionPicker, {
    name: 'VersionPicker',
    states: {
      'in the middle': { versions, locked: false, side: 'start' },
      'at the end': { versions: { ids: ['a', 'b'], index: 1 }, locked: false, side: 'start' },
      locked: { versions, locked: true, side: 'start' },
    },
  }),
  example(WelcomeScreen, { name: 'WelcomeScreen', shown: 'framed', states: { 'as it is': {} } }),
  example(StatusAnnouncer, {
    name: 'StatusAnnouncer',
    states: { 'heard, not seen': { chatId: 'a', status: 'streaming', last: undefined } },
  }),
  example(AnswerReader, {
    name: 'AnswerReader',
    states: { 'heard, not seen': { chatId: 'a', last: answer, how: 'sentences' } },
  }),
]
