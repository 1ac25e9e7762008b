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
  hint: 'Higher is more varied.',
  wrong: 'A number from 0 to 2.',
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
      'as it is': {
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
    words: 'Whatever stands in it.',
    states: { 'as it is': { title: 'A dialog', intro: 'What it is for, in a sentence.' } },
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
      'of an address that carries none': {
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
      wrong: { ...temperature, modelValue: 9 },
    },
  }),
  example(ConfigNotice, {
    name: 'ConfigNotice',
    states: {
      'as it is': {
        problems: [
          { kind: 'wrong', field: 'temperature', found: '"hot"', expected: 'temperature' },
          { kind: 'secret', field: 'apiKey' },
          { kind: 'unknown', field: 'colour' },
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
      'a format that nobody knows': {
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
      'everything is well': {
        server: 'endpoint',
        diagnose: async () => ({ trouble: 'none', answer: message('assistant', 'Hello.') }),
      },
      'not allowed by CORS': {
        server: 'ollama',
        diagnose: async () => ({ trouble: 'cors', answer: message('assistant', '') }),
      },
      'a status that is no success': {
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
      right: {
        modelValue: '/ai/chat/stream',
        label: 'Server URL',
        hint: 'The endpoint that streams the answers.',
        isUrl: connection.isUrl,
      },
    },
  }),
  example(ModelField, {
    name: 'ModelField',
    states: {
      'with a list': { modelValue: 'llama3.2', list: async () => models },
      'without one': { modelValue: '', list: () => Promise.reject(serverError) },
    },
  }),
  example(TextPathField, {
    name: 'TextPathField',
    states: { empty: { modelValue: '' }, filled: { modelValue: 'choices.0.delta.content' } },
  }),
  example(SwitchField, {
    name: 'SwitchField',
    states: {
      off: { modelValue: false, label: 'Something that can be on' },
      'on, with a note': {
        modelValue: true,
        label: 'Something that is on',
        note: 'What it does, in a sentence.',
      },
    },
  }),
]
