import {
  ExportDialog,
  ImportDialog,
  NoticeToast,
  PlainChatNotice,
  ReloadToast,
  StorageMeter,
  StorageNotice,
  ToastFrame,
  TransferSection,
  UndoToast,
} from '../../../components/index.ts'
import { example } from '../example.ts'

const MB = 1024 * 1024
const persist = async () => true

/** What becomes of the chats: kept, exported, imported, deleted. */
export const storage = [
  example(StorageNotice, {
    name: 'StorageNotice',
    states: {
      full: { trouble: 'full' },
      unavailable: { trouble: 'unavailable' },
      outdated: { trouble: 'outdated' },
    },
  }),
  example(PlainChatNotice, { name: 'PlainChatNotice', states: { crashed: {} } }),
  example(StorageMeter, {
    name: 'StorageMeter',
    states: {
      some: {
        read: async () => ({ usage: 12 * MB, quota: 900 * MB, persisted: false }),
        persist,
      },
      'nearly full, and kept': {
        read: async () => ({ usage: 870 * MB, quota: 900 * MB, persisted: true }),
        persist,
      },
      'not told': { read: async () => undefined, persist },
    },
  }),
  example(TransferSection, {
    name: 'TransferSection',
    states: {
      'without chats': { saved: '', hasChats: false },
      saved: { saved: 'chats 2026-06-15.json', hasChats: true },
    },
  }),
  example(ExportDialog, {
    name: 'ExportDialog',
    shown: 'opened',
    states: { 'as it is': { saved: '' }, saved: { saved: 'What ends a stream.md' } },
  }),
  example(ImportDialog, {
    name: 'ImportDialog',
    shown: 'opened',
    states: {
      'choose any file': {
        inspect: async () => ({
          chats: 12,
          messages: 240,
          knownChats: 3,
          knownMessages: 61,
          added: 9,
          beside: 1,
          leftOut: 1,
          problems: [{ path: 'chats[4].id', expected: 'a text', found: '5' }],
        }),
      },
      'choose any file, and it is refused': { inspect: async () => ({ refusal: 'not-json' }) },
    },
  }),
  example(NoticeToast, {
    name: 'NoticeToast',
    states: {
      'by itself': { text: 'Code copied' },
      'to be undone': { text: 'Added 12 chats', undoable: true },
    },
  }),
  example(ToastFrame, {
    name: 'ToastFrame',
    states: {
      'by itself': { text: 'Chat deleted' },
      urgent: { text: 'This cannot be loaded.', urgent: true },
    },
  }),
  example(ReloadToast, { name: 'ReloadToast', states: { 'as it is': {} } }),
  example(UndoToast, { name: 'UndoToast', states: { 'as it is': { text: 'Chat deleted' } } }),
]
