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

/** Storing, exporting, importing and deleting chats. */
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
      'nearly full, kept permanently': {
        read: async () => ({ usage: 870 * MB, quota: 900 * MB, persisted: true }),
        persist,
      },
      unknown: { read: async () => undefined, persist },
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
    states: { default: { saved: '' }, saved: { saved: 'How a stream ends.md' } },
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
          problems: [{ path: 'chats[4].id', expected: 'text', found: '5' }],
        }),
      },
      'choose any file, which is rejected': { inspect: async () => ({ refusal: 'not-json' }) },
    },
  }),
  example(NoticeToast, {
    name: 'NoticeToast',
    states: {
      plain: { text: 'Code copied' },
      'with Undo': { text: '12 chats imported', undoable: true },
    },
  }),
  example(ToastFrame, {
    name: 'ToastFrame',
    states: {
      plain: { text: 'Chat deleted' },
      urgent: { text: 'Part of the app couldn’t be loaded.', urgent: true },
    },
  }),
  example(ReloadToast, { name: 'ReloadToast', states: { default: {} } }),
  example(UndoToast, { name: 'UndoToast', states: { default: { text: 'Chat deleted' } } }),
]
