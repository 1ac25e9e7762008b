import {
  AppDialog,
  ChatSettingsDialog,
  ConfigNotice,
  ConnectionDoctor,
  ConnectionForm,
  DialogSkeleton,
  KeysDialog,
  ModelField,
  ParameterField,
  SettingsDialog,
  SwitchField,
  TextPathField,
  UrlField,
} from '../../../components/index.ts'
import type { Diagnosis } from '../../../core/index.ts'
import { keyNames } from '../../keys/keyNames.ts'
import { keyTable } from '../../keys/keyTable.ts'
import { example } from '../example.ts'
import { message, models, serverError } from '../samples.ts'

const connection = {
  url: '/ai/chat/stream',
  transport: 'session',
  pick: '',
  baseUrl: 'http://localhost:11434/v1',
  model: 'llama3.2',
  apiKey: '',
  isKeyRemembered: false,
  isUrl: (text: string) => text.startsWith('/') || text.startsWith('http'),
  listModels: async () => models,
  diagnose: async (): Promise<Diagnosis> => ({
    trouble: 'cors',
    answer: message('assistant', ''),
  }),
} as const

const temperature = {
  label: 'Temperature',
  hint: '0 to 2. Higher is more random.',
  wrong: 'Enter a number from 0 to 2.',
  fallback: 'Server default',
  isAllowed: (value: number) => value >= 0 && value <= 2,
} as const

const MB = 1024 * 1024
const usage = { usage: 12 * MB, quota: 900 * MB, persisted: false }

/** The settings and their fields. */
export const settings = [
  example(SettingsDialog, {
    name: 'SettingsDialog',
    shown: 'opened',
    states: {
      default: {
        language: 'auto',
        theme: 'system',
        readUsage: async () => usage,
        persist: async () => true,
      },
    },
  }),
  example(DialogSkeleton, {
    name: 'DialogSkeleton',
    shown: 'opened',
    states: { small: { fields: 2 }, large: { fields: 12 } },
  }),
  example(AppDialog, {
    name: 'AppDialog',
    shown: 'opened',
    slotText: 'The content of the dialog.',
    states: { default: { title: 'A dialog', intro: 'Its purpose, in one sentence.' } },
  }),
  example(ChatSettingsDialog, {
    name: 'ChatSettingsDialog',
    shown: 'opened',
    states: {
      'with models': {
        settings: { system: 'Answer in one sentence.', temperature: 0.2 },
        defaults: { model: 'llama3.2' },
        reach: 'model',
        listModels: async () => models,
        isParameter: (_name, value) => value >= 0,
      },
      'of a GET connection': {
        settings: {},
        defaults: {},
        reach: 'nowhere',
        isParameter: () => true,
      },
    },
  }),
  example(ParameterField, {
    name: 'ParameterField',
    states: {
      empty: { ...temperature, modelValue: undefined },
      set: { ...temperature, modelValue: 0.7 },
      invalid: { ...temperature, modelValue: 9 },
    },
  }),
  example(ConfigNotice, {
    name: 'ConfigNotice',
    states: {
      default: {
        problems: [
          { kind: 'wrong', field: 'temperature', found: '"hot"', expected: 'temperature' },
          { kind: 'secret', field: 'apiKey' },
          { kind: 'unknown', field: 'color' },
        ],
      },
    },
  }),
  example(KeysDialog, {
    name: 'KeysDialog',
    shown: 'opened',
    states: {
      'on a PC': {
        rows: keyTable.map((key) => ({ command: key.command, keys: keyNames(key, false) })),
      },
      'on a Mac': {
        rows: keyTable.map((key) => ({ command: key.command, keys: keyNames(key, true) })),
      },
    },
  }),
  example(ConnectionForm, {
    name: 'ConnectionForm',
    states: {
      'an endpoint': { ...connection, server: 'endpoint', hasModels: false },
      'an unknown format': {
        ...connection,
        server: 'endpoint',
        hasModels: false,
        pick: 'delta.text',
      },
      'a well-known API': { ...connection, server: 'openai', hasModels: true },
    },
  }),
  example(ConnectionDoctor, {
    name: 'ConnectionDoctor',
    states: {
      connected: {
        server: 'endpoint',
        diagnose: async () => ({
          trouble: 'none',
          answer: message('assistant', 'Hello.'),
          format: 'openai',
        }),
      },
      'blocked by CORS': {
        server: 'ollama',
        diagnose: async () => ({ trouble: 'cors', answer: message('assistant', '') }),
      },
      'an unknown format': {
        server: 'endpoint',
        diagnose: async () => ({
          trouble: 'format',
          answer: message('assistant', '', { outcome: 'failed' }),
          firstPayload: '{"say":{"it":"Hello"}}',
        }),
      },
      'an error status': {
        server: 'endpoint',
        diagnose: async () => ({
          trouble: 'http',
          answer: message('assistant', '', { outcome: 'failed', error: serverError }),
        }),
      },
    },
  }),
  example(UrlField, {
    name: 'UrlField',
    states: {
      valid: {
        modelValue: '/ai/chat/stream',
        label: 'Server URL',
        hint: 'The streaming endpoint.',
        isUrl: connection.isUrl,
      },
    },
  }),
  example(ModelField, {
    name: 'ModelField',
    states: {
      'with a list': { modelValue: 'llama3.2', list: async () => models },
      'without a list': { modelValue: '', list: () => Promise.reject(serverError) },
    },
  }),
  example(TextPathField, {
    name: 'TextPathField',
    states: { empty: { modelValue: '' }, filled: { modelValue: 'choices.0.delta.content' } },
  }),
  example(SwitchField, {
    name: 'SwitchField',
    states: {
      off: { modelValue: false, label: 'A setting that is off' },
      'on, with a note': {
        modelValue: true,
        label: 'A setting that is on',
        note: 'Its effect, in one sentence.',
      },
    },
  }),
]
