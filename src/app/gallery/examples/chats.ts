import {
  AppHeader,
  ChatComposer,
  ChatListItem,
  ChatMenu,
  ChatSidebar,
  FindBar,
  RenameField,
  SearchField,
  SearchResults,
} from '../../../components/index.ts'
import { example } from '../example.ts'
import { chat, chats, LONG_WORD, results } from '../samples.ts'

/** The list of chats, the header and the composer. */
export const chatParts = [
  example(ChatSidebar, {
    name: 'ChatSidebar',
    shown: 'framed',
    states: {
      empty: { chats: [], activeId: '' },
      loading: { chats: [], activeId: '', loading: true },
      chats: { chats, activeId: chats[0]?.id ?? '', foldable: true },
      'search with results': {
        chats,
        activeId: '',
        query: 'stream',
        found: { results, count: 12 },
      },
      'search without results': {
        chats,
        activeId: '',
        query: 'nothing',
        found: { results: [], count: 0 },
      },
    },
  }),
  example(ChatListItem, {
    name: 'ChatListItem',
    states: {
      default: { chat: chat('How a stream ends'), active: false },
      open: { chat: chat('How a stream ends'), active: true },
      running: { chat: chat('How a stream ends', { isRunning: true }), active: false },
      unread: { chat: chat('How a stream ends', { unread: true }), active: false },
      'right to left': { chat: chat('كيف تنتهي الإجابة؟'), active: false },
      long: { chat: chat(LONG_WORD, { pinned: true }), active: false },
    },
  }),
  example(ChatMenu, {
    name: 'ChatMenu',
    shown: 'opened',
    states: {
      default: (opener) => ({
        opener,
        byKeyboard: false,
        label: 'Options',
        pinned: false,
        archived: false,
      }),
      'of an archived chat': (opener) => ({
        opener,
        byKeyboard: true,
        label: 'Options',
        pinned: true,
        archived: true,
      }),
    },
  }),
  example(RenameField, { name: 'RenameField', states: { default: { title: 'A name' } } }),
  example(SearchField, {
    name: 'SearchField',
    states: { empty: { modelValue: '' }, filled: { modelValue: 'stream' } },
  }),
  example(SearchResults, {
    name: 'SearchResults',
    states: { some: { results, count: 12 }, none: { results: [], count: 0 } },
  }),
  example(FindBar, {
    name: 'FindBar',
    states: {
      empty: { modelValue: '' },
      found: { modelValue: 'stream', found: { query: 'stream', count: 12, current: 3 } },
      nothing: { modelValue: 'nothing', found: { query: 'nothing', count: 0, current: 0 } },
      'too long to fit': {
        modelValue: LONG_WORD,
        found: { query: LONG_WORD, count: 123456, current: 65432 },
      },
    },
  }),
  example(AppHeader, {
    name: 'AppHeader',
    states: {
      'new chat': { title: '', narrow: false, drawerOpen: false },
      'a chat': { title: 'How a stream ends', narrow: false, drawerOpen: false },
      narrow: { title: LONG_WORD, narrow: true, drawerOpen: false },
    },
  }),
  example(ChatComposer, {
    name: 'ChatComposer',
    states: {
      empty: { modelValue: '', answering: false },
      filled: { modelValue: 'How does a stream end?', answering: false },
      answering: { modelValue: '', answering: true },
      long: { modelValue: `A line\n\n${LONG_WORD}\n`.repeat(8), answering: false },
    },
  }),
]
