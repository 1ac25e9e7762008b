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

/** The thread and its parts. */
export const thread = [
  example(ThreadSkeleton, { name: 'ThreadSkeleton', shown: 'framed', states: { default: {} } }),
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
    states: { default: { messages: [question, answer] } },
  }),
  example(ChatMessageView, {
    name: 'ChatMessageView',
    states: {
      'a question': { message: question },
      'a long question': { message: message('user', samples.LONG_WORD.repeat(6)) },
      'a question with versions': { message: question, versions },
      waiting: { message: message('assistant', ''), streaming: true },
      'loading the model': {
        message: message('assistant', ''),
        streaming: true,
        loadingModel: true,
      },
      retrying: { message: message('assistant', ''), streaming: true, reconnecting: true },
      streaming: { message: message('assistant', 'Servers send **ev'), streaming: true },
      answered: { message: answer, latest: true },
      'with reasoning': {
        message: message('assistant', '', {
          parts: [
            { type: 'reasoning', text: 'What does the user want to know?' },
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
      'at its length limit': {
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
      'right to left': {
        message: message('assistant', samples.ARABIC, { outcome: 'complete' }),
        latest: true,
      },
    },
  }),
  example(QuestionEditor, {
    name: 'QuestionEditor',
    states: {
      default: { text: 'How do I read a stream?', locked: false },
      locked: { text: 'How do I read a stream?', locked: true },
    },
  }),
  example(QueuedQuestions, {
    name: 'QueuedQuestions',
    states: {
      queued: {
        questions: [question, message('user', samples.LONG_WORD)],
        lacksConnection: false,
      },
      'without a free connection': { questions: [question], lacksConnection: true },
    },
  }),
  example(ScrollToEnd, { name: 'ScrollToEnd', states: { default: {} } }),
  example(VersionPicker, {
    name: 'VersionPicker',
    states: {
      'in the middle': { versions, locked: false, side: 'start' },
      'at the end': { versions: { ids: ['a', 'b'], index: 1 }, locked: false, side: 'start' },
      locked: { versions, locked: true, side: 'start' },
    },
  }),
  example(WelcomeScreen, { name: 'WelcomeScreen', shown: 'framed', states: { default: {} } }),
  example(StatusAnnouncer, {
    name: 'StatusAnnouncer',
    states: { 'only for screen readers': { chatId: 'a', status: 'streaming', last: undefined } },
  }),
  example(AnswerReader, {
    name: 'AnswerReader',
    states: { 'only for screen readers': { chatId: 'a', last: answer, how: 'sentences' } },
  }),
]
