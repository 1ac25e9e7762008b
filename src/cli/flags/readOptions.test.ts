import { describe, expect, test } from 'vitest'
import { USAGE } from './flags.ts'
import { readOptions } from './readOptions.ts'
import { UsageError } from './usageError.ts'

const read = (args: string, environment: Record<string, string> = {}) =>
  readOptions(args.split(' ').filter(Boolean), environment)

const messageOf = (args: string, environment?: Record<string, string>): string => {
  try {
    read(args, environment)
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    return (error as UsageError).message
  }
  throw new Error(`${args} was accepted.`)
}

const UPSTREAM = '--upstream http://localhost:8000/v1'
const ENDPOINT = '--endpoint http://localhost:3000/chat'

describe('readOptions()', () => {
  test('reads an endpoint, with defaults for the rest', () => {
    expect(read(ENDPOINT)).toEqual({
      destination: { kind: 'endpoint', url: new URL('http://localhost:3000/chat') },
      port: undefined,
      host: 'localhost',
      open: false,
    })
  })

  test('reads an upstream with a model, and all other flags', () => {
    expect(read(`${UPSTREAM} --model=qwen3 --port 0 --host 0.0.0.0 --open`)).toEqual({
      destination: { kind: 'upstream', url: new URL('http://localhost:8000/v1'), model: 'qwen3' },
      port: 0,
      host: '0.0.0.0',
      open: true,
    })
  })

  test.each(['session', 'post', 'get', 'eventsource'])('reads the transport %s', (transport) => {
    expect(read(`${ENDPOINT} --transport ${transport}`)).toMatchObject({
      destination: { transport },
    })
  })

  test.each(['--help', '-h', `${UPSTREAM} --help`])('returns help for %s', (args) => {
    expect(read(args)).toBe('help')
  })

  test.each(['--version', '-v'])('returns version for %s', (args) => {
    expect(read(args)).toBe('version')
  })

  test('takes the API key of an upstream from VUE_CHAT_STREAM_API_KEY, then OPENAI_API_KEY', () => {
    const openai = { OPENAI_API_KEY: 'of-openai' }
    const both = { ...openai, VUE_CHAT_STREAM_API_KEY: ' own\n' }
    expect(read(UPSTREAM, openai)).toMatchObject({ destination: { key: 'of-openai' } })
    expect(read(UPSTREAM, both)).toMatchObject({ destination: { key: 'own' } })
    expect(read(UPSTREAM, { OPENAI_API_KEY: '' })).not.toHaveProperty('destination.key')
  })

  test('does not send OPENAI_API_KEY to an endpoint', () => {
    const both = { OPENAI_API_KEY: 'of-openai', VUE_CHAT_STREAM_API_KEY: 'own' }
    expect(read(ENDPOINT, { OPENAI_API_KEY: 'of-openai' })).not.toHaveProperty('destination.key')
    expect(read(ENDPOINT, both)).toMatchObject({ destination: { key: 'own' } })
  })
})

describe('a wrong command line', () => {
  test.each([
    ['', 'Pass the URL of your server with --endpoint or --upstream.'],
    [`${ENDPOINT} ${UPSTREAM}`, 'Pass either --endpoint or --upstream, not both.'],
    ['http://localhost:3000/chat', 'Put --endpoint or --upstream before the URL.'],
    [`${ENDPOINT} more`, 'Every argument must be a flag or the value of a flag.'],
    ['--endpiont http://x', 'There is no flag --endpiont. Did you mean --endpoint?'],
    ['--Upstream http://x', 'There is no flag --Upstream. Did you mean --upstream?'],
    ['--prot 80', 'There is no flag --prot. Did you mean --port?'],
    ['--models x', 'There is no flag --models. Did you mean --model?'],
    ['--zzzzzz', 'There is no flag --zzzzzz.'],
    ['-p 80', 'There is no flag -p.'],
    ['--endpoint', '--endpoint needs a value: --endpoint URL.'],
    ['--endpoint --port 80', '--endpoint needs a value: --endpoint URL.'],
    ['--endpoint=', '--endpoint needs a value: --endpoint URL.'],
    [`${UPSTREAM} --model`, '--model needs a value: --model NAME.'],
    [`${UPSTREAM} --open=yes`, '--open takes no value.'],
    [`${UPSTREAM} --port eighty`, '--port must be a whole number from 0 to 65535, not eighty.'],
    [`${UPSTREAM} --port 65536`, '--port must be a whole number from 0 to 65535, not 65536.'],
    [`${UPSTREAM} --host a/b`, '--host must be a host name or an IP address, not a/b.'],
    [`${ENDPOINT} --model x`, '--model needs --upstream, not --endpoint.'],
    [`${UPSTREAM} --transport get`, '--transport needs --endpoint.'],
    [
      `${ENDPOINT} --transport sse`,
      '--transport must be session, post, get or eventsource, not sse.',
    ],
    ['--upstream localhost:11434', '--upstream must be a URL such as http://localhost:8000/v1.'],
    ['--upstream http:/x', '--upstream must be a URL such as http://localhost:8000/v1.'],
    [
      '--endpoint ftp://x/y',
      '--endpoint must be a URL such as http://localhost:3000/ai/chat/stream.',
    ],
  ])('%j is refused: %s', (args, message) => expect(messageOf(args)).toBe(message))

  test.each([
    '--api-key sk-secret1',
    '--api-key=sk-secret1',
    '--token sk-secret1',
    `${UPSTREAM} sk-secret1`,
    '--upstream sk-secret1',
    '--upstream http://me:sk-secret1@localhost/v1',
    '--nothing=sk-secret1',
  ])('%j is refused without quoting the secret', (args) => {
    expect(messageOf(args)).not.toContain('secret1')
  })

  test.each(['--api-key', '--apikey', '--key', '--token'])('%s names the variable', (flag) => {
    expect(messageOf(`${flag} sk-secret1`)).toContain('VUE_CHAT_STREAM_API_KEY')
  })

  test('an API key that no header can carry is refused without quoting it', () => {
    const message = messageOf(UPSTREAM, { OPENAI_API_KEY: 'sk-secret1 “x”' })
    expect(message).toContain('OPENAI_API_KEY')
    expect(message).not.toContain('secret1')
  })
})

test('the help text lists every flag within 100 columns', () => {
  for (const flag of ['endpoint', 'transport', 'upstream', 'model', 'port', 'host', 'open'])
    expect(USAGE).toContain(`--${flag}`)
  expect(Math.max(...USAGE.split('\n').map((line) => line.length))).toBeLessThanOrEqual(105)
})
