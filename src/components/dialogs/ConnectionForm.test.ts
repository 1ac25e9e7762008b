import { enableAutoUnmount, flushPromises, type DOMWrapper, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Diagnosis } from '../../core/diagnose.ts'
import ConnectionForm from './ConnectionForm.vue'
import { mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)

const answer: Diagnosis['answer'] = { id: 'a', role: 'assistant', parts: [], createdAt: 0 }

function mountForm(props: Record<string, unknown> = {}): VueWrapper {
  return mountWithTexts(ConnectionForm, {
    props: {
      server: 'endpoint',
      url: '/ai/chat/stream',
      transport: 'session',
      pick: '',
      baseUrl: 'http://localhost:11434',
      model: '',
      apiKey: '',
      isKeyRemembered: false,
      hasModels: true,
      isUrl: (text: string) => text.startsWith('/'),
      listModels: async () => ['qwen3', 'llama4'],
      diagnose: async (): Promise<Diagnosis> => ({ trouble: 'none', answer }),
      ...props,
    },
  })
}

function control(form: VueWrapper, label: string): DOMWrapper<HTMLInputElement> {
  const found = form.findAll('label').find((candidate) => candidate.text() === label)
  const id = found?.attributes('for')
  const inner = found?.find<HTMLInputElement>('input')
  return id === undefined && inner ? inner : form.find<HTMLInputElement>(`[id="${id}"]`)
}

function button(form: VueWrapper, name: string): DOMWrapper<Element> {
  const found = form.findAll('button').find((candidate) => candidate.text() === name)
  if (!found) throw new Error(`There is no button "${name}".`)
  return found
}

function description(form: VueWrapper, label: string): string {
  const id = control(form, label).attributes('aria-describedby')
  return form.find(`[id="${id}"]`).text()
}

describe('ConnectionForm: a custom endpoint', () => {
  test('emits a changed transport immediately', async () => {
    const form = mountForm()
    await control(form, 'Request method').setValue('post')
    expect(form.emitted('update:transport')).toEqual([['post']])
  })

  test('offers the texts of the first payload after a connection test', async () => {
    const firstPayload = '{"say":{"it":"Hi"}}'
    const form = mountForm({
      diagnose: async () => ({ trouble: 'format', answer, firstPayload }),
    })
    await button(form, 'Test connection').trigger('click')
    await flushPromises()
    await button(form, 'Choose the text in this event').trigger('click')
    await flushPromises()
    const sample = form.get('textarea').element
    expect(sample.value).toBe(firstPayload)
    expect(document.activeElement).toBe(sample)
    await form.get('input[type="radio"][value="say.it"]').setValue()
    expect(form.emitted('update:pick')).toEqual([['say.it']])
  })

  test('warns that GET puts the question into the query string', async () => {
    const form = mountForm()
    expect(description(form, 'Request method')).not.toContain('log')
    await form.setProps({ transport: 'get' })
    expect(description(form, 'Request method')).toContain('servers and proxies log it')
  })

  test('emits the URL when the user has finished typing', async () => {
    const form = mountForm()
    const field = control(form, 'Server URL')
    field.element.value = '/api'
    await field.trigger('input')
    expect(form.emitted('update:url')).toBeUndefined()
    await field.trigger('change')
    expect(form.emitted('update:url')).toEqual([['/api']])
  })

  test('rejects a wrong URL and keeps the previous one', async () => {
    const form = mountForm()
    const field = control(form, 'Server URL')
    field.element.value = 'nonsense'
    await field.trigger('input')
    await field.trigger('change')
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(description(form, 'Server URL')).toContain('Enter a URL')
    expect(form.emitted('update:url')).toBeUndefined()
  })

  test('finds the text field in a sample event', async () => {
    const form = mountForm()
    await button(form, 'Answers not displaying correctly?').trigger('click')
    const sample = control(form, 'Sample event')
    await sample.setValue('Hello')
    expect(description(form, 'Sample event')).toContain('No JSON')
    await sample.setValue('data: {"id":"7","out":{"piece":"Hello"}}')
    await form.find('input[value="out.piece"]').setValue()
    expect(form.emitted('update:pick')).toEqual([['out.piece']])
  })
})

describe('ConnectionForm: a well-known API', () => {
  test('lists the models of the server', async () => {
    const form = mountForm({ server: 'ollama' })
    await vi.waitFor(() => expect(description(form, 'Model')).toBe('2 models available.'))
    expect(form.findAll('datalist option').map((option) => option.attributes('value'))).toEqual([
      'qwen3',
      'llama4',
    ])
    await control(form, 'Model').setValue('llama4')
    expect(form.emitted('update:model')).toEqual([['llama4']])
  })

  test('accepts a model name if the server does not list its models', async () => {
    const form = mountForm({ server: 'openai', listModels: () => Promise.reject(new Error('404')) })
    await vi.waitFor(() => expect(description(form, 'Model')).toContain('Enter a name'))
  })

  test('hides the API key and remembers it only if the user chooses so', async () => {
    const form = mountForm({ server: 'anthropic' })
    const key = control(form, 'API key')
    expect(key.attributes()).toMatchObject({ type: 'password', autocomplete: 'off' })
    await key.setValue('secret')
    expect(form.emitted('update:apiKey')).toEqual([['secret']])
    expect(form.emitted('update:isKeyRemembered')).toBeUndefined()
    await control(form, 'Remember on this device').setValue(true)
    expect(form.emitted('update:isKeyRemembered')).toEqual([[true]])
  })

  test('shows no model field if the server decides on the model', () => {
    const form = mountForm({ server: 'dify', hasModels: false })
    expect(form.text()).not.toContain('Model')
  })
})

describe('ConnectionForm: the connection test', () => {
  test.each([
    ['endpoint', 'none', 'Connected.'],
    ['endpoint', 'cors', 'Access-Control-Allow-Origin: '],
    ['ollama', 'cors', 'OLLAMA_ORIGINS='],
    ['ollama', 'unreachable', 'ollama serve'],
    ['endpoint', 'buffered', 'proxy_buffering off'],
    ['openai', 'not-found', '/v1'],
  ] as const)('shows a fix for %s with the problem %s', async (server, trouble, expected) => {
    const form = mountForm({ server, diagnose: async () => ({ trouble, answer }) })
    await button(form, 'Test connection').trigger('click')
    await vi.waitFor(() => expect(form.find('.result').text()).toContain(expected))
  })

  test('can be ended by the user and ends with the form', async () => {
    const signals: AbortSignal[] = []
    const diagnose = (signal: AbortSignal) =>
      new Promise<Diagnosis>((_, reject) => {
        signals.push(signal)
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    const form = mountForm({ diagnose })
    await button(form, 'Test connection').trigger('click')
    expect(form.find('.result').text()).toBe('Sending a short test message…')
    await button(form, 'Stop test').trigger('click')
    expect(signals[0]?.aborted).toBe(true)
    await vi.waitFor(() => button(form, 'Test connection'))
    await button(form, 'Test connection').trigger('click')
    form.unmount()
    expect(signals[1]?.aborted).toBe(true)
  })
})
