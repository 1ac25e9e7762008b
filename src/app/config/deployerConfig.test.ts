import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadDeployerConfig } from './deployerConfig.ts'

const warn = vi.spyOn(console, 'warn')
beforeEach(() => void warn.mockImplementation(() => undefined))
afterEach(() => void warn.mockReset())

const NO_CONFIG = { defaults: {}, problems: [] }

describe('loadDeployerConfig()', () => {
  const load = (body: string, status = 200, type = 'application/json') =>
    loadDeployerConfig(
      async () => new Response(body, { status, headers: { 'content-type': type } }),
    )

  test.each([
    { url: '/api/chat', transport: 'post' },
    { transport: 'get' },
    { server: 'ollama', model: 'qwen3', temperature: 0.5 },
  ])('reads %j', async (config) => {
    expect(await load(JSON.stringify(config))).toEqual({ defaults: config, problems: [] })
    expect(warn).not.toHaveBeenCalled()
  })

  test('returns and logs the problems, and keeps the valid fields', async () => {
    const problem = { kind: 'wrong', field: 'url', found: '"ftp://x"', expected: 'address' }
    expect(await load('{"url":"ftp://x","transport":"get"}')).toEqual({
      defaults: { transport: 'get' },
      problems: [problem],
    })
    expect(warn).toHaveBeenCalledWith('config.json:', problem)
  })

  test('returns no defaults if the file is missing', async () => {
    expect(await load('', 404)).toEqual(NO_CONFIG)
    expect(await load('<!doctype html>', 200, 'text/html')).toEqual(NO_CONFIG)
    expect(warn).not.toHaveBeenCalled()
  })

  test('reports a file that is not valid JSON', async () => {
    expect(await load('{"url":')).toEqual({ defaults: {}, problems: [{ kind: 'unreadable' }] })
    expect(warn.mock.calls.join()).toContain('could not be read')
  })

  test('returns no defaults and no problems without a network', async () => {
    const offline = () => Promise.reject(new TypeError('offline'))
    expect(await loadDeployerConfig(offline)).toEqual(NO_CONFIG)
  })
})
